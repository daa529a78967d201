package dev.identitygraph.synthetic;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** What chance decides about one household: the same at every run, however many others there are. */
final class Draw {
    static final Instant FIRST_DAY = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant LAST_DAY = Instant.parse("2026-10-31T00:00:00Z");

    /** Odd, and no multiple of the step that the generator itself takes, so that no two sequences overlap. */
    private static final long SPREAD = 0xD1342543DE82EF95L;

    private final SplittableRandom random;

    Draw(long seed, long household) {
        random = new SplittableRandom(seed ^ (household + 1) * SPREAD);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** The index of a share of the whole, each as likely as it is large. */
    int anyOf(double... shares) {
        var rest = random.nextDouble();
        for (var i = 0; i < shares.length - 1; i++) {
            rest -= shares[i];
            if (rest < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }

    /** A rank from 1 to the last. The first is twice as likely as the second and three times as likely as the third. */
    int zipf(int last) {
        return (int) Math.pow(last + 1.0, random.nextDouble());
    }

    /** A count from 1 to the most, log-normally distributed: half of all are below the median, and a few far above. */
    int logNormal(double median, double sigma, int most) {
        return Math.clamp(Math.round(median * Math.exp(sigma * random.nextGaussian())), 1, most);
    }

    Instant anyTime() {
        return after(FIRST_DAY);
    }

    Instant after(Instant start) {
        return start.plusSeconds(
                random.nextLong(Duration.between(start, LAST_DAY).toSeconds()));
    }

    long number() {
        return random.nextLong();
    }

    String hex() {
        return HexFormat.of().toHexDigits(random.nextLong(), 12);
    }
}
