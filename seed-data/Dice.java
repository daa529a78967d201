import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random numbers that are the same at every run, and what is made of them. */
final class Dice {
    static final Instant FIRST_DAY = day("2025-01-01");
    static final Instant LAST_DAY = day("2026-10-31");

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** A number from 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    String anyOf(List<String> values) {
        return values.get(below(values.size()));
    }

    String hex() {
        return HexFormat.of().toHexDigits(random.nextLong(), 12);
    }

    Instant after(Instant start) {
        return between(start, LAST_DAY);
    }

    Instant between(Instant start, Instant end) {
        int seconds = (int) Duration.between(start, end).toSeconds();
        return start.plusSeconds(below(seconds));
    }

    static Instant day(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }
}
