package dev.identitygraph.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds names that are written nearly like another one (Levenshtein's distance, without regard to case). */
final class NearNames {
    private static final int MOST = 3;
    private static final int LETTERS_AN_ERROR = 3;

    private NearNames() {}

    /** The names that one in three letters, at most, tells from a name; the nearest first. */
    static List<String> to(String name, Collection<String> names) {
        return names.stream()
                .filter(other -> distance(name, other) <= Math.max(1, name.length() / LETTERS_AN_ERROR))
                .sorted(Comparator.comparingInt((String other) -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static int distance(String one, String other) {
        var a = one.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var above = row[j];
                var replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
