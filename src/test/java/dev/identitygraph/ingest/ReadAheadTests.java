package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTests {
    private final List<Integer> used = new ArrayList<>();

    @Test
    void allThatIsReadIsUsedInItsOrderOnTheCallersThread() {
        var threads = new ArrayList<Thread>();
        new ReadAhead<Integer>().each(each -> IntStream.range(0, 100).forEach(each::accept), piece -> {
            used.add(piece);
            threads.add(Thread.currentThread());
        });
        assertThat(used)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void onePieceIsReadWhileTheOneBeforeItIsUsed() {
        var second = new CountDownLatch(1);
        new ReadAhead<Integer>()
                .each(
                        each -> {
                            each.accept(1);
                            second.countDown();
                            each.accept(2);
                        },
                        piece -> {
                            await(second);
                            used.add(piece);
                        });
        assertThat(used).containsExactly(1, 2);
    }

    @Test
    void whatReadingFailsWithComesAfterAllThatWasReadBefore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadAhead<Integer>()
                        .each(
                                each -> {
                                    each.accept(1);
                                    each.accept(2);
                                    throw new IllegalArgumentException("no third one");
                                },
                                used::add))
                .withMessage("no third one");
        assertThat(used).containsExactly(1, 2);
    }

    @Test
    void whereUsingFailsReadingEndsAndNothingIsSaidOfIt() {
        var reader = new CompletableFuture<Throwable>();
        var unsaid = new AtomicReference<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, fault) -> unsaid.set(fault));
        try {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ReadAhead<Integer>()
                            .each(
                                    each -> {
                                        try {
                                            IntStream.range(0, 100).forEach(each::accept);
                                        } catch (RuntimeException e) {
                                            reader.complete(e);
                                            throw e;
                                        }
                                    },
                                    _ -> {
                                        throw new IllegalArgumentException("not this one");
                                    }));
            assertThat(reader.join()).isInstanceOf(CancellationException.class);
            assertThatIllegalArgumentException()
                    .as("nor of its end, where the last one fails")
                    .isThrownBy(() -> new ReadAhead<Integer>().each(each -> each.accept(1), _ -> {
                        throw new IllegalArgumentException("nor this one");
                    }));
            assertThat(unsaid.get()).isNull();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
