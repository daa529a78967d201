package dev.identitygraph.query;

import dev.identitygraph.policy.PermittedHop;
import dev.identitygraph.policy.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A root field of a plan as one statement.
 *
 * @param cypher its parameters are {@code digests}, {@code at}, {@code limit<i>} and {@code after<i>} for the i-th
 *     step, and one for each hop that has a guard of age
 * @param steps the plan's steps, in the order of their numbers
 * @param numbers the number of each step, by its path
 * @param aged the hops that have a guard of age
 */
record CompiledEntry(
        Plan.Entry entry, String cypher, List<Plan.Step> steps, Map<String, Integer> numbers, List<PermittedHop> aged) {

    CompiledEntry(Plan.Entry entry, String cypher, List<Plan.Step> steps, List<PermittedHop> aged) {
        this(entry, cypher, steps, numbers(steps), aged);
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

    static String limit(int step) {
        return "limit" + step;
    }

    static String after(int step) {
        return "after" + step;
    }

    /** The parameter with the oldest observation that a hop admits. */
    static String oldest(PermittedHop hop) {
        return "oldest_" + hop.hop().coordinate().replace('.', '_');
    }
}
