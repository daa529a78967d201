package dev.identitygraph.query;

import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A walk as one statement, or as one part of a statement for walks of several ways. It returns rows with the
 * {@code index} of the walk, the digest of its {@code start}, and the {@code node} that it leads to.
 *
 * @param part tells its parameters from those of the other parts
 * @param taken the hops that the walk has taken before, one edge each
 * @param cypher its parameters are those that the methods below name, and {@code at}
 * @param steps the plan's steps, in the order of their numbers
 * @param numbers the number of each step, by its path
 * @param aged the hops that have a guard of age
 */
record CompiledWalk(
        int part,
        Plan.Start start,
        List<PermittedHop> taken,
        Plan.Node node,
        String cypher,
        List<Plan.Step> steps,
        Map<String, Integer> numbers,
        List<PermittedHop> aged) {

    CompiledWalk(int part, Plan.Resumption walk, String cypher, List<Plan.Step> steps, List<PermittedHop> aged) {
        this(part, walk.start(), walk.hops(), walk.node(), cypher, steps, numbers(steps), aged);
    }

    private static Map<String, Integer> numbers(List<Plan.Step> steps) {
        var numbers = new HashMap<String, Integer>();
        steps.forEach(step -> numbers.put(step.path(), numbers.size()));
        return Map.copyOf(numbers);
    }

    /** The number of a step. Its path tells it from all others. */
    int number(Plan.Step step) {
        return Objects.requireNonNull(numbers.get(step.path()), step.path());
    }

    /** The parameter with the walks to take: their index, and the start and edges that each is to have. */
    static String walks(int part) {
        return "walks" + part;
    }

    /** The parameter with the most edges of a step. */
    static String limit(int part, int step) {
        return "limit" + part + "_" + step;
    }

    /** The parameter with the position before which a step's edges end. */
    static String before(int part, int step) {
        return "before" + part + "_" + step;
    }

    /** The parameter with the position after which a step's edges start. */
    static String after(int part, int step) {
        return "after" + part + "_" + step;
    }

    /** The parameter with the oldest observation that a hop admits. */
    static String oldest(PermittedHop hop) {
        return "oldest_" + hop.hop().coordinate().replace('.', '_');
    }
}
