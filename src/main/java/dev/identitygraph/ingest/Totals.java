package dev.identitygraph.ingest;

import dev.identitygraph.store.StoredFile;

/**
 * What became of a file: {@code read = accepted + unchanged + rejected}, counted in rows.
 *
 * @param unchanged rows that said nothing new
 * @param rejected rows of which nothing could be taken
 * @param values how many values were not taken, of accepted and unchanged rows too
 */
public record Totals(long read, long accepted, long unchanged, long rejected, long values) {
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    static Totals of(StoredFile file, long values) {
        return new Totals(
                file.rows(),
                file.accepted(),
                file.unchanged(),
                file.rows() - file.accepted() - file.unchanged(),
                values);
    }

    public Totals plus(Totals other) {
        return new Totals(
                read + other.read,
                accepted + other.accepted,
                unchanged + other.unchanged,
                rejected + other.rejected,
                values + other.values);
    }
}
