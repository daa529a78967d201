package dev.identitygraph.retraction;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.audit.Acts;
import dev.identitygraph.derivation.GraphChanges;
import dev.identitygraph.source.Survey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Takes back what a source, a file or one observation said, so that the graph is as if it had never been said; but a no
 * is never taken back. It goes step by step, each a transaction of its own: one that is interrupted is finished by
 * running it again.
 */
@Component
public class Retraction {
    /** The most statements that are taken back all at once, while other writes wait. */
    public static final int AT_ONCE = 100;

    private static final int STEP = 500;

    private final RetractionStep step;
    private final EvidenceEnd end;
    private final Acts acts;

    Retraction(RetractionStep step, EvidenceEnd end, Acts acts) {
        this.step = step;
        this.end = end;
        this.acts = acts;
    }

    /** A file of the same content as one that was imported. */
    public static Retractable file(Path path) {
        return new Retractable.OfFile(Survey.fileId(path));
    }

    /**
     * Retracts, step by step.
     *
     * @param by who retracts
     * @throws UnknownEvidenceException if there is no such thing
     */
    public GraphChanges retract(Actor by, Retractable what) {
        return retract(by, what, Integer.MAX_VALUE).orElse(GraphChanges.NONE);
    }

    /**
     * Retracts in the caller's transaction, so that all of it is taken back or nothing.
     *
     * @param by who retracts
     * @return nothing where it is more than {@link #AT_ONCE} statements: then none has been taken back
     * @throws UnknownEvidenceException if there is no such thing
     */
    public Optional<GraphChanges> retractAtOnce(Actor by, Retractable what) {
        return retract(by, what, AT_ONCE);
    }

    private Optional<GraphChanges> retract(Actor by, Retractable what, int most) {
        var known = isKnown(what);
        // What nobody knows by that name may be anything that somebody has typed, and the record is for good.
        acts.record(by, "retract", known ? what.id() : "", "");
        if (!known) {
            throw new UnknownEvidenceException("The graph has no such source, file or observation. A file goes by"
                    + " the SHA-256 digest of its content, an observation by its observationId.");
        }
        return switch (what) {
            case Retractable.OneObservation(var id) -> Optional.of(end.watchedEnd(Set.of(id)));
            case Retractable.OfSource(var name) -> all(List.of(name), "", most);
            case Retractable.OfFile(var id) ->
                all(step.sourcesOfFile(id).stream().sorted().toList(), id, most);
        };
    }

    private boolean isKnown(Retractable what) {
        return switch (what) {
            case Retractable.OneObservation(var id) -> step.isObservation(id);
            case Retractable.OfSource(var name) -> step.isSource(name);
            case Retractable.OfFile(var id) -> !step.sourcesOfFile(id).isEmpty();
        };
    }

    /** Several sources may have been read from one file: what they said counts together. */
    private Optional<GraphChanges> all(List<String> sources, String file, int most) {
        if (most < Integer.MAX_VALUE
                && sources.stream()
                                .mapToInt(source -> step.count(source, file, most + 1))
                                .sum()
                        > most) {
            return Optional.empty();
        }
        return Optional.of(
                sources.stream().map(source -> all(source, file)).reduce(GraphChanges.NONE, GraphChanges::then));
    }

    private GraphChanges all(String source, String file) {
        step.begin(source, file);
        var changes = new GraphChanges[] {GraphChanges.NONE};
        untilNothingIsLeft(after -> {
            var some = step.observationsOf(source, file, after, STEP);
            if (!some.isEmpty()) {
                var gone = Set.copyOf(some);
                changes[0] = changes[0].then(file.isEmpty() ? end.watchedEnd(gone) : end.watchedEnd(file, gone));
            }
            return some;
        });
        untilNothingIsLeft(after -> step.grants(source, file, after, STEP));
        step.forget(source, file);
        return changes[0];
    }

    /**
     * Goes through what is to be taken back from one to the next, so that what stays is passed once and not at each
     * step; and again, since an import that runs meanwhile may put something before what has been passed.
     *
     * @param some takes some back that come after an id, and tells their ids, in order
     */
    private static void untilNothingIsLeft(Function<String, List<String>> some) {
        for (var found = true; found; ) {
            var ids = some.apply("");
            found = !ids.isEmpty();
            while (ids.size() == STEP) {
                ids = some.apply(ids.getLast());
            }
        }
    }
}
