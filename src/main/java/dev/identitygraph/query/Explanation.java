package dev.identitygraph.query;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.Hop;
import dev.identitygraph.policy.Walk;
import java.util.List;
import java.util.Set;

/** What a document walks at most, whatever its variables say, or why it may not. */
public sealed interface Explanation {
    /** It may run. */
    record Planned(Purpose purpose, List<ExplainedRoot> roots) implements Explanation {}

    /** It reads no node, and so needs no purpose. */
    record SchemaOnly() implements Explanation {}

    /** It may not run, for these reasons. */
    record Refused(List<Fault> faults) implements Explanation {}

    /**
     * What a root field walks, or, where it resumes walks by their handles, what it walks from one of the places that a
     * handle can lead to.
     *
     * @param resultKey its name in the answer
     * @param entry the coordinate of the field that the walk started at, with the namespace
     * @param taken the coordinates of the hops that a resumed walk has taken before, by the shortest way there
     * @param quadrants where its node may stand
     * @param revealed the coordinates of what is returned of its node
     * @param hops in the order of the document, each before those that go on from it
     * @param cypher the statement
     */
    record ExplainedRoot(
            String resultKey,
            String entry,
            List<String> taken,
            Set<Quadrant> quadrants,
            int hopsLeft,
            List<String> revealed,
            List<ExplainedHop> hops,
            String cypher) {}

    /**
     * A hop that is walked.
     *
     * @param path the result keys that lead to its field, joined by slashes
     * @param depth how many hops lead from the root's node to its far end
     * @param walks the quadrants that it may lead between here
     * @param guards what its edges must be for the policy, besides serving the purpose at that instant
     * @param why the policy's reason for the hop
     * @param revealed the coordinates of what is returned of its far ends and its edges
     * @param hopsLeft how many hops may follow
     */
    record ExplainedHop(
            String path,
            int depth,
            Hop hop,
            List<Walk> walks,
            List<String> guards,
            String why,
            List<String> revealed,
            int hopsLeft) {}
}
