package dev.identitygraph.oracle;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is right to come back for a question. */
public sealed interface Verdict {
    /** Whether the same came back: the same data but for the order of lists, or the same reasons. */
    default boolean isLike(Verdict actual) {
        return switch (this) {
            case Answered(var data) -> actual instanceof Answered(var actualData) && Likeness.holds(data, actualData);
            case Refused(var denials) -> actual instanceof Refused(var actualDenials) && denials.equals(actualDenials);
        };
    }

    /** Whether the same came back, with every list in the same order. */
    default boolean isExactly(Verdict actual) {
        return switch (this) {
            case Answered(var data) ->
                actual instanceof Answered(var actualData) && Likeness.holdsInOrder(data, actualData);
            case Refused _ -> isLike(actual);
        };
    }

    /**
     * The question may be answered.
     *
     * @param data in the form of JSON, with {@link Opaque#TEXT} for what cannot be foretold
     */
    record Answered(Map<String, @Nullable Object> data) implements Verdict {}

    /** The question is refused, for each of these reasons. */
    record Refused(Set<Denial> denials) implements Verdict {
        public Refused {
            denials = new TreeSet<>(denials);
        }
    }
}
