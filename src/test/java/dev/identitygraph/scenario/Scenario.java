package dev.identitygraph.scenario;

import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;

/**
 * A graph, a policy, a question of one client, and what is right to come back.
 *
 * @param name the behaviour, in a few words
 * @param why the reason for it
 * @param policy the text of the policy file, which covers every purpose of the schema
 */
record Scenario(
        String name, String why, Graph graph, String policy, Client client, Question question, Verdict expected) {
    @Override
    public String toString() {
        return name;
    }
}
