package dev.identitygraph.query;

import dev.identitygraph.policy.Plan;
import java.util.function.ToIntFunction;

/** How many nodes a plan could return: the sizes of the pages, multiplied along the walk. */
final class Cost {
    /** More than any limit; beyond it nothing is counted. */
    private static final long ENOUGH = Long.MAX_VALUE / 4;

    private Cost() {}

    /** The most nodes of an answer, with the node itself. */
    static long of(Plan.Node node, ToIntFunction<Plan.Step> pageSize) {
        var sum = 1L;
        for (var step : node.steps()) {
            sum = plus(sum, times(pageSize.applyAsInt(step), of(step.node(), pageSize)));
        }
        return sum;
    }

    static long plus(long one, long other) {
        return Math.min(one + other, ENOUGH);
    }

    static long times(long one, long other) {
        return one > ENOUGH / other ? ENOUGH : one * other;
    }
}
