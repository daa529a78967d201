package dev.identitygraph.scenario;

import java.security.SecureRandom;

/**
 * The random cases that a property is tried on: {@code -Didentitygraph.cases=N} of them, from a seed that is random, or
 * the one that {@code -Didentitygraph.seed=S} gives to repeat a run. One seed serves several cases that belong
 * together; {@code -Didentitygraph.questions=T} makes them T times as many, since it is a new policy, document and
 * graph that take the time, and not a question.
 */
public final class Cases {
    private static final int COUNT = Integer.getInteger("identitygraph.cases", 1_000);
    private static final int TIMES = Integer.getInteger("identitygraph.questions", 1);

    private final String property;
    private final int count;
    private final long first = Long.getLong("identitygraph.seed", new SecureRandom().nextLong());
    private long seed = first - 1;
    private int tried;

    public Cases(String property) {
        this(property, 1);
    }

    /**
     * Cases of a property that takes long to try.
     *
     * @param share one in so many is tried, but one at least
     */
    public Cases(String property, int share) {
        this.property = property;
        this.count = Math.max(1, COUNT / share);
        System.out.printf("%s: %d random cases from -Didentitygraph.seed=%d%n", property, count, first);
    }

    /** Goes on to the next seed, if there are cases left. */
    public boolean next() {
        seed++;
        return tried < count;
    }

    public long seed() {
        return seed;
    }

    /** How many questions to ask where some are usual. */
    static int questions(int usual) {
        return usual * TIMES;
    }

    public void tried() {
        tried++;
    }

    /** What a failed case says: how to repeat it, and the case as a scenario file. */
    public AssertionError failure(String what, String scenario) {
        return new AssertionError("""
            %s: %s
            Repeat it with -Didentitygraph.seed=%d -Didentitygraph.cases=1. The case as a scenario, with what is \
            right expected:

            %s\
            """.formatted(property, what, seed, scenario));
    }
}
