package dev.identitygraph.scenario;

import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * A graph, a policy, a question of one client, and what is right to come back.
 *
 * @param name the behaviour, in a few words
 * @param why the reason for it
 * @param policy the text of the policy file, which covers every purpose of the schema
 * @param then what is asked after it, with cursors that were answered before
 */
record Scenario(
        String name,
        String why,
        Graph graph,
        String policy,
        Client client,
        Question question,
        Verdict expected,
        List<Scenario> then) {
    /** This question and those that follow it, in their order. */
    Stream<Scenario> steps() {
        return Stream.concat(Stream.of(this), then.stream());
    }

    @Override
    public String toString() {
        return name;
    }
}
