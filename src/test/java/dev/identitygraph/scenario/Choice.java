package dev.identitygraph.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random choices, the same for the same seed. */
public final class Choice {
    private final RandomGenerator random;

    public Choice(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** A number from the least to the most, both included. */
    public int number(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** One of these; what stands there twice is chosen twice as often. */
    public <T> T oneOf(List<? extends T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Some of these, each with this probability. */
    public <T> List<T> someOf(List<? extends T> from, double probability) {
        var some = new ArrayList<T>();
        from.stream().filter(_ -> happens(probability)).forEach(some::add);
        return some;
    }

    /** Some of these, and one at least. */
    public <T> List<T> atLeastOneOf(List<? extends T> from, double probability) {
        List<T> some = someOf(from, probability);
        return some.isEmpty() ? List.of(oneOf(from)) : some;
    }
}
