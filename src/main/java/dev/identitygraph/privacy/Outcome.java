package dev.identitygraph.privacy;

import dev.identitygraph.policy.Fault;
import java.util.function.Function;

/**
 * What comes of what a client asks by an authority.
 *
 * @param <T> what it gets, if it is not refused
 */
public sealed interface Outcome<T> {
    /** It is done. */
    record Done<T>(T value) implements Outcome<T> {}

    /** It is not, and nothing has changed. */
    record Refused<T>(Fault fault) implements Outcome<T> {}

    static <T> Outcome<T> refused(Fault.Code code, String message) {
        return new Refused<>(Fault.ofRequest(code, message));
    }

    static <T> Outcome<T> requestIdReused() {
        return refused(
                Fault.Code.REQUEST_ID_REUSED,
                "This request id was used for another request. Each request has an id of its own.");
    }

    /** What comes of the next step, where this one is done. */
    default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
        return switch (this) {
            case Done(var value) -> next.apply(value);
            case Refused(var fault) -> new Refused<>(fault);
        };
    }
}
