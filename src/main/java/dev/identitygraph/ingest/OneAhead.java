package dev.identitygraph.ingest;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a state on from piece to piece. Each piece is begun while the one before it has its turn, so that what needs no
 * turn is done meanwhile. What fails ahead of its turn is done once more in it, where its fault is told if it has one.
 *
 * @param <P> a piece
 * @param <S> the state that the pieces before a piece have led to
 */
final class OneAhead<P, S> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OneAhead.class);

    private record Begun<P, S>(P piece, CompletableFuture<S> after, CompletableFuture<Void> turn) {}

    private final BiFunction<P, Supplier<S>, S> ahead;
    private final BiFunction<P, S, S> inTurn;
    private final BiConsumer<P, S> done;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private S state;
    private Optional<Begun<P, S>> begun = Optional.empty();

    /**
     * Pieces.
     *
     * @param ahead does a piece on another thread, and asks for the state before it when its turn has come; where it
     *     fails, nothing of the piece is done
     * @param inTurn does a piece after the one before it is done
     * @param done is told of each piece that is done, in their order, on the caller's thread
     */
    OneAhead(S state, BiFunction<P, Supplier<S>, S> ahead, BiFunction<P, S, S> inTurn, BiConsumer<P, S> done) {
        this.state = state;
        this.ahead = ahead;
        this.inTurn = inTurn;
        this.done = done;
    }

    /** Begins a piece as soon as the one before it has its turn, and waits until that is done. */
    void next(P piece) {
        begun.ifPresent(before -> before.turn().join());
        if (begun.filter(before -> before.after().isCompletedExceptionally()).isPresent()) {
            finish();
        }
        var next = begin(piece);
        finish();
        begun = Optional.of(next);
    }

    private Begun<P, S> begin(P piece) {
        var before = begun.map(Begun::after).orElseGet(() -> CompletableFuture.completedFuture(state));
        var turn = new CompletableFuture<Void>();
        var after = CompletableFuture.supplyAsync(
                () -> ahead.apply(piece, () -> {
                    turn.complete(null);
                    return before.join();
                }),
                threads);
        after.whenComplete((_, _) -> turn.complete(null));
        return new Begun<>(piece, after, turn);
    }

    /** Waits until all that was begun is done. */
    void finish() {
        begun.ifPresent(last -> {
            begun = Optional.empty();
            try {
                state = last.after().join();
            } catch (CompletionException _) {
                LOG.debug("What failed ahead of its turn is done once more in it");
                state = inTurn.apply(last.piece(), state);
            }
            done.accept(last.piece(), state);
        });
    }

    /** Waits for what was begun, whatever becomes of it. */
    @Override
    public void close() {
        threads.close();
    }
}
