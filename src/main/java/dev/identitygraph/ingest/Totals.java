package dev.identitygraph.ingest;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of a file: {@code read = accepted + unchanged + rejected}, counted in rows.
 *
 * @param unchanged rows that said nothing new
 * @param rejected rows of which nothing could be taken
 * @param rejections every value that was not taken, of accepted rows too
 */
public record Totals(long read, long accepted, long unchanged, long rejected, List<Rejection> rejections) {

    Totals plus(Totals other) {
        return new Totals(
                read + other.read,
                accepted + other.accepted,
                unchanged + other.unchanged,
                rejected + other.rejected,
                Stream.concat(rejections.stream(), other.rejections.stream()).toList());
    }
}
