package dev.identitygraph.load;

import java.util.Arrays;
import java.util.Locale;

/**
 * What came of a load.
 *
 * @param perSecond answers a second
 * @param medianMillis half of the answers took no longer
 * @param p99Millis 99 of 100 answers took no longer
 * @param errors answers that were none: refusals, faults, and connections that failed
 */
record Load(double perSecond, double medianMillis, double p99Millis, long errors) {
    private static final String RESULT = "RESULT ";

    /** Of the line that {@code wrk.lua} prints, whose times are in microseconds. */
    static Load ofWrk(String output) {
        var numbers = output.lines()
                .filter(line -> line.startsWith(RESULT))
                .findFirst()
                .map(line -> Arrays.stream(line.substring(RESULT.length()).split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .orElseThrow(() -> new IllegalStateException("wrk said:\n" + output));
        return new Load(numbers[0] * 1e6 / numbers[1], numbers[2] / 1e3, numbers[3] / 1e3, numbers[4] + numbers[5]);
    }

    static Load of(long[] nanos, double seconds) {
        Arrays.sort(nanos);
        return new Load(
                nanos.length / seconds, nanos[nanos.length / 2] / 1e6, nanos[(int) (nanos.length * 0.99)] / 1e6, 0);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,8.0f/s   p50 %6.2f ms   p99 %6.2f ms   errors %d",
                perSecond,
                medianMillis,
                p99Millis,
                errors);
    }
}
