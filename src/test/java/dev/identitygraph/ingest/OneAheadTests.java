package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneAheadTests {
    private final List<String> done = new ArrayList<>();

    @Test
    void eachPieceTakesTheStateOnFromTheOneBeforeItAndIsToldOfInItsOrderOnTheCallersThread() {
        var threads = new ArrayList<Thread>();
        try (var pieces =
                new OneAhead<String, String>("", (piece, before) -> before.get() + piece, inTurn(), (_, state) -> {
                    done.add(state);
                    threads.add(Thread.currentThread());
                })) {
            List.of("a", "b", "c", "d").forEach(pieces::next);
            pieces.finish();
        }
        assertThat(done).containsExactly("a", "ab", "abc", "abcd");
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void aPieceIsBegunWhileTheOneBeforeItHasItsTurn() {
        var secondIsBegun = new CountDownLatch(1);
        var seen = new ArrayList<Boolean>();
        try (var pieces = aheadBy((piece, before) -> {
            if (piece.equals("b")) {
                secondIsBegun.countDown();
            }
            var state = before.get();
            if (piece.equals("a")) {
                seen.add(isReached(secondIsBegun, Duration.ofMinutes(1)));
            }
            return state + piece;
        })) {
            pieces.next("a");
            pieces.next("b");
            pieces.finish();
        }
        assertThat(seen).containsExactly(true);
        assertThat(done).containsExactly("a", "ab");
    }

    @Test
    void noPieceIsBegunBeforeTheOneBeforeItHasItsTurn() {
        var secondIsBegun = new CountDownLatch(1);
        var tooEarly = new ArrayList<Boolean>();
        try (var pieces = aheadBy((piece, before) -> {
            if (piece.equals("b")) {
                secondIsBegun.countDown();
            } else {
                tooEarly.add(isReached(secondIsBegun, Duration.ofMillis(200)));
            }
            return before.get() + piece;
        })) {
            pieces.next("a");
            pieces.next("b");
            pieces.finish();
        }
        assertThat(tooEarly).containsExactly(false);
        assertThat(done).containsExactly("a", "ab");
    }

    @Test
    void whatFailsAheadIsDoneInItsTurnWithoutAnybodyNoticing() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var failing = ConcurrentHashMap.<String>newKeySet();
            var letters = IntStream.range(0, 12).mapToObj(Integer::toHexString).toList();
            letters.stream().filter(_ -> random.nextInt(3) == 0).forEach(failing::add);
            var afterItsTurn = random.nextBoolean();
            done.clear();
            try (var pieces = aheadBy((piece, before) -> {
                if (!afterItsTurn && failing.contains(piece)) {
                    throw new IllegalStateException("before its turn");
                }
                var state = before.get();
                if (failing.contains(piece)) {
                    throw new IllegalStateException("in its turn");
                }
                return state + piece;
            })) {
                letters.forEach(pieces::next);
                pieces.finish();
            }
            assertThat(done).as("seed %d", seed).hasSize(12).endsWith(String.join("", letters));
        }
    }

    @Test
    void whatComesBehindAPieceThatFailedAheadIsDoneAhead() {
        var inTurn = new ArrayList<String>();
        try (var pieces = new OneAhead<String, String>(
                "",
                (piece, before) -> {
                    if (piece.equals("a")) {
                        throw new IllegalStateException("before its turn");
                    }
                    return before.get() + piece;
                },
                (piece, before) -> {
                    inTurn.add(piece);
                    return before + piece;
                },
                (_, state) -> done.add(state))) {
            List.of("a", "b", "c").forEach(pieces::next);
            pieces.finish();
        }
        assertThat(done).containsExactly("a", "ab", "abc");
        assertThat(inTurn).containsExactly("a");
    }

    @Test
    void aFaultEndsAllAndNothingBehindItIsDone() {
        var behind = new ArrayList<String>();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    try (var pieces = new OneAhead<String, String>(
                            "",
                            (piece, before) -> {
                                var state = before.get() + piece;
                                if (piece.equals("b")) {
                                    throw new IllegalArgumentException("not this one");
                                }
                                behind.add(state);
                                return state;
                            },
                            (piece, _) -> {
                                throw new IllegalArgumentException("nor in its turn: " + piece);
                            },
                            (_, state) -> done.add(state))) {
                        List.of("a", "b", "c", "d").forEach(pieces::next);
                        pieces.finish();
                    }
                })
                .withMessage("nor in its turn: b");
        assertThat(done).containsExactly("a");
        assertThat(behind).containsExactly("a");
    }

    private OneAhead<String, String> aheadBy(BiFunction<String, Supplier<String>, String> ahead) {
        return new OneAhead<>("", ahead, inTurn(), (_, state) -> done.add(state));
    }

    private static BiFunction<String, String, String> inTurn() {
        return (piece, before) -> before + piece;
    }

    private static boolean isReached(CountDownLatch latch, Duration within) {
        try {
            return latch.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
