package dev.identitygraph.ingest;

import static java.util.Comparator.comparing;

import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Sources;
import dev.identitygraph.synthetic.SyntheticSources;
import dev.identitygraph.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What rows cost by the online path, in which each batch is linked and gets its consents before it is committed; part
 * by part, so that it can be seen whether it becomes more as the graph grows. The rows are those of
 * {@link SyntheticSources}: of all customers first, then some of every other file.
 *
 * <p>{@code mvn -P bench verify -Dit.test=IngestBenchmark [-Dbench.customers=100000] [-Dbench.rows=20000]}
 */
@IntegrationTest
class IngestBenchmark {
    private static final int CUSTOMERS = Integer.getInteger("bench.customers", 100_000);
    private static final int ROWS = Integer.getInteger("bench.rows", 20_000);
    private static final int PARTS = 5;
    /** So many rows that stand together are taken together, since the rows of a household do. */
    private static final int STRETCH = 1_000;

    @Autowired
    private Imports imports;

    @Autowired
    private Sources sources;

    @Test
    void ingest(@TempDir Path folder) throws IOException {
        SyntheticSources.write(folder, CUSTOMERS, 1);
        var delivered = new ArrayList<>(sources.in(folder).delivered());
        delivered.sort(comparing(it -> !it.source().equals("crm")));
        measure(delivered.removeFirst());
        for (var other : delivered) {
            shorten(other.file());
            measure(other);
        }
    }

    /** Leaves stretches from all parts of a file, and mixes them: in life, rows of many people come at once. */
    private static void shorten(Path file) throws IOException {
        long all;
        try (var lines = Files.lines(file)) {
            all = lines.count();
        }
        var every = Math.max(1, all / ROWS);
        var left = new ArrayList<String>();
        try (var lines = Files.newBufferedReader(file)) {
            var header = file.toString().endsWith(".csv") ? List.of(lines.readLine()) : List.<String>of();
            var number = 0L;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (number++ / STRETCH % every == 0) {
                    left.add(line);
                }
            }
            Collections.shuffle(left, new Random(7));
            left.addAll(0, header);
        }
        Files.write(file, left);
    }

    private void measure(Delivered delivered) {
        var began = Spent.untilNow();
        var last = new Object() {
            private Spent spent = began;
            private long read;
            private int part;
        };
        System.out.println(delivered.source());
        var outcome = imports.run(delivered, Set.of(), Rejects.NONE, progress -> {
            var read = progress.soFar().read();
            if (read * PARTS >= progress.rows() * (last.part + 1)) {
                var spent = Spent.untilNow();
                last.part++;
                System.out.printf(
                        "  part %d  %s%n", last.part, spent.since(last.spent).of(read - last.read));
                last.spent = spent;
                last.read = read;
            }
        });
        System.out.printf("  all     %s%n  %s%n", Spent.untilNow().since(began).of(last.read), outcome);
    }

    /**
     * Time that has passed, and what this process and Neo4j have taken of the processors' time, with all that their
     * compilers and collectors take. On a machine with other work, the latter two are what to compare.
     */
    private record Spent(long nanos, long here, long neo4j) {
        /** Neo4j is the one child of this process, unless it runs in a container: then it is not seen. */
        static Spent untilNow() {
            return new Spent(
                    System.nanoTime(),
                    processorNanos(ProcessHandle.current()),
                    ProcessHandle.current()
                            .children()
                            .mapToLong(Spent::processorNanos)
                            .sum());
        }

        private static long processorNanos(ProcessHandle process) {
            return process.info().totalCpuDuration().orElseThrow().toNanos();
        }

        Spent since(Spent earlier) {
            return new Spent(nanos - earlier.nanos, here - earlier.here, neo4j - earlier.neo4j);
        }

        String of(long rows) {
            var each = Math.max(1, rows) * 1_000;
            return "%,9d rows, %,6d a second; processor time a row: %,5d µs here, %,5d µs in Neo4j"
                    .formatted(rows, rows * 1_000_000_000 / nanos, here / each, neo4j / each);
        }
    }
}
