package dev.identitygraph.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a row or a line says, as far as it can be taken. Where it says nothing and something was rejected, it is
 * rejected as a whole; where it says nothing and nothing was, there is nothing to it.
 *
 * @param file the name of the file that it is from; blank where it came in a list
 * @param line where it starts in its file, counted from 1; its index from 0 where it came in a list
 * @param observations what was seen; several where parts of it hold for different times
 * @param consents what subjects said
 * @param rejections the values that were not taken
 */
public record Statement(
        String file,
        long line,
        List<Observation> observations,
        List<ConsentStatement> consents,
        List<Rejection> rejections) {
    /** A statement, which nothing can be added to any more. */
    public Statement {
        observations = List.copyOf(observations);
        consents = List.copyOf(consents);
        rejections = List.copyOf(rejections);
    }

    static Statement rejected(Rejection rejection) {
        return new Statement(rejection.file(), rejection.line(), List.of(), List.of(), List.of(rejection));
    }

    /** What is left of it without some observations, which are too old to be kept. */
    Statement without(List<Observation> old, Duration retention) {
        var left = new ArrayList<>(observations);
        left.removeAll(old);
        var all = new ArrayList<>(rejections);
        all.add(new Rejection(
                file, line, "", "it was observed before what the source keeps", "at most " + retention + " ago"));
        return new Statement(file, line, left, consents, all);
    }

    boolean saysNothing() {
        return observations.isEmpty() && consents.isEmpty();
    }

    /** Whether something of it was rejected, and nothing of it is left. */
    public boolean isRejected() {
        return saysNothing() && !rejections.isEmpty();
    }
}
