package dev.identitygraph.audit;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records on disk before what they tell of takes place. Records that come while the disk is at work are written
 * together, with one {@code fsync}, so that many answers wait for one.
 */
public final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final Duration BETWEEN_ALARMS = Duration.ofMinutes(1);
    private static final int LARGEST_GROUP = 1_000;
    /** What a record takes in memory beside its pseudonyms and ids. */
    private static final int BASE_BYTES = 500;

    private static final int ID_BYTES = 80;

    private record Waiting(
            AuditRecord record, Map<String, String> texts, int bytes, CompletableFuture<Boolean> onDisk) {}

    private final AuditSettings settings;
    private final Clock clock;
    private final ChainWriter writer;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Semaphore memory;
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private final AtomicReference<Instant> alarmed = new AtomicReference<>(Instant.EPOCH);

    AuditLog(AuditSettings settings, Clock clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        memory = new Semaphore(Math.toIntExact(settings.memory().toBytes()));
        var largestFile = settings.largestFile().toBytes();
        writer = settings.besideOthers()
                ? ChainWriter.beside(settings.folder(), largestFile)
                : new ChainWriter(settings.folder(), largestFile);
        thread = Thread.ofPlatform().name("audit").start(this::write);
    }

    /**
     * Puts the record of a disclosure on disk.
     *
     * @param text the document that the record names
     * @return done when the answer may leave; whether it may
     */
    public CompletableFuture<Boolean> disclosing(AuditRecord.Disclosure disclosure, String text) {
        return onDisk(
                        disclosure,
                        Map.of(disclosure.document(), text),
                        BASE_BYTES
                                + text.length()
                                + ID_BYTES
                                        * (disclosure.nodes().size()
                                                + disclosure.edges().size()))
                .thenApply(onDisk -> onDisk || passes());
    }

    /**
     * Puts the record of an act on disk.
     *
     * @param closing whether the act only takes something away: then it passes even if it cannot be recorded
     * @throws UnrecordedException if it cannot be recorded and must not take place
     */
    public void record(AuditRecord.Act act, boolean closing) {
        if (!acting(act, closing)) {
            throw new UnrecordedException();
        }
    }

    /**
     * Puts the record of what an act showed on disk.
     *
     * @throws UnrecordedException if it cannot be recorded and must not be shown
     */
    public void record(AuditRecord.ActDisclosure disclosure) {
        var size = BASE_BYTES
                + ID_BYTES * (disclosure.nodes().size() + disclosure.edges().size());
        if (!onDisk(disclosure, Map.of(), size).join() && !passes()) {
            throw new UnrecordedException();
        }
    }

    /** Whether an act may take place, once its record is on disk or cannot come there. */
    boolean acting(AuditRecord.Act act, boolean closing) {
        return onDisk(act, Map.of(), BASE_BYTES).join() || closing || passes();
    }

    private boolean passes() {
        return settings.whenUnwritable() == AuditSettings.Unwritable.ANSWER;
    }

    private CompletableFuture<Boolean> onDisk(AuditRecord record, Map<String, String> texts, int size) {
        var bytes = (int) Math.min(size, settings.memory().toBytes());
        if (closed || !memory.tryAcquire(bytes)) {
            alarm("what waits for the disk fills its memory (identity-graph.audit.memory)");
            lost.incrementAndGet();
            return CompletableFuture.completedFuture(false);
        }
        var waiting = new Waiting(record, texts, bytes, new CompletableFuture<>());
        queue.add(waiting);
        return waiting.onDisk()
                .copy()
                .completeOnTimeout(false, settings.slowestWrite().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((onDisk, _) -> {
                    if (!onDisk) {
                        alarm("the disk took none within identity-graph.audit.slowest-write");
                    }
                });
    }

    private void write() {
        var group = new ArrayList<Waiting>();
        while (!closed || !queue.isEmpty()) {
            try {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, LARGEST_GROUP - 1);
                    write(group);
                }
            } catch (InterruptedException _) {
                // Ended by close(), once the queue is empty.
            } finally {
                group.forEach(waiting -> memory.release(waiting.bytes()));
                group.clear();
            }
        }
    }

    private void write(List<Waiting> group) {
        var gap = lost.getAndSet(0);
        var records = new ArrayList<AuditRecord>();
        if (gap > 0) {
            records.add(new AuditRecord.Gap(clock.instant(), gap));
        }
        var texts = new LinkedHashMap<String, String>();
        group.forEach(waiting -> {
            records.add(waiting.record());
            texts.putAll(waiting.texts());
        });
        var written = false;
        try {
            synchronized (writer) {
                writer.append(records, texts);
            }
            written = true;
        } catch (IOException | RuntimeException e) {
            lost.addAndGet(gap + group.size());
            alarm("the disk cannot be written: " + e);
        }
        for (var waiting : group) {
            waiting.onDisk().complete(written);
        }
    }

    /** Says it once a minute: a disk that is at its limit fails and works by turns. */
    private void alarm(String cause) {
        var now = clock.instant();
        var last = alarmed.get();
        if (now.isAfter(last.plus(BETWEEN_ALARMS)) && alarmed.compareAndSet(last, now)) {
            LOG.error(
                    "ALARM: disclosures are not recorded, since {}. Answers are {} (identity-graph.audit.when-unwritable)",
                    cause,
                    passes() ? "given all the same" : "refused");
        }
    }

    /** The chain's name, and the last record that is on disk. */
    ChainHead head() {
        synchronized (writer) {
            return new ChainHead(writer.chain(), writer.head());
        }
    }

    record ChainHead(String chain, Head head) {}

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (writer) {
            writer.close();
        }
    }
}
