package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        try (var pieces = aheadBy((piece, before) -> {
            if (piece.equals("b")) {
                secondIsBegun.countDown();
            }
            var state = before.get();
            if (piece.equals("a")) {
                await(secondIsBegun);
            }
            return state + piece;
        })) {
            pieces.next("a");
            pieces.next("b");
            pieces.finish();
        }
        assertThat(done).containsExactly("a", "ab");
    }

    @Test
    void noPieceIsBegunBeforeTheOneBeforeItHasItsTurn() {
        var events = Collections.synchronizedList(new ArrayList<String>());
        var pieces = IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        try (var all = aheadBy((piece, before) -> {
            events.add("begun");
            events.add("asks");
            return before.get();
        })) {
            pieces.forEach(all::next);
            all.finish();
        }
        assertThat(events)
                .containsExactlyElementsOf(
                        pieces.stream().flatMap(_ -> Stream.of("begun", "asks")).toList());
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
