package dev.identitygraph.ingest;

import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Sources;
import dev.identitygraph.testing.IntegrationTest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * How many rows a second come into the graph by the online path, in which each batch is linked and gets its consents
 * before it is committed; part by part, so that it can be seen whether it becomes slower as the graph grows.
 *
 * <p>{@code mvn -P bench verify -Dit.test=IngestBenchmark [-Dbench.customers=100000] [-Dbench.rows=20000]}
 */
@IntegrationTest
class IngestBenchmark {
    private static final int CUSTOMERS = Integer.getInteger("bench.customers", 100_000);
    private static final int ROWS = Integer.getInteger("bench.rows", 20_000);
    private static final int PARTS = 5;
    private static final String AT = "2026-05-01T00:00:00Z";

    @TempDir
    private Path folder;

    @Autowired
    private FileImport files;

    @Autowired
    private Sources sources;

    private final Random random = new Random(7);

    @Test
    void ingest() throws IOException {
        measure(
                "crm",
                "crm_id,updated_at,duplicate_of,email,loyalty_tier",
                CUSTOMERS,
                i -> "%d,%s,,c%d@example.com,tier-%d".formatted(i, AT, i, i % 3));
        measure(
                "consents",
                "namespace,value,purpose,status,lawful_basis,given_at,valid_until,notice,proof",
                ROWS,
                i -> "crm,%d,PERSONALIZATION,GRANTED,CONSENT,%s,,n,p%d".formatted(i, AT, i));
        measure(
                "webshop-logins",
                "crm_id,logged_in_at,cookie,app_install",
                ROWS,
                i -> "%d,%s,ck-%d,".formatted(random.nextInt(CUSTOMERS), AT, i));
        measure(
                "webshop-interests",
                "cookie,seen_at,interest,app_install",
                ROWS,
                i -> "ck-%d,%s,interest-%d,".formatted(random.nextInt(ROWS), AT, random.nextInt(1_000)));
    }

    private void measure(String name, String header, int rows, IntFunction<String> row) throws IOException {
        var file = folder.resolve(name + ".csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(header + "\n");
            for (var i = 0; i < rows; i++) {
                writer.write(row.apply(i) + "\n");
            }
        }
        var start = System.nanoTime();
        var last = new long[] {System.nanoTime(), 0, 0};
        var parts = new StringBuilder();
        files.run(sources.find(name).orElseThrow(), file, Set.of(), Rejects.NONE, progress -> {
            var read = progress.soFar().read();
            if (read >= (last[2] + 1) * rows / PARTS && read > last[1]) {
                var now = System.nanoTime();
                parts.append(" %,d".formatted((read - last[1]) * 1_000_000_000 / (now - last[0])));
                last[0] = now;
                last[1] = read;
                last[2]++;
            }
        });
        System.out.printf(
                "%s: %,d rows, %,d rows a second; by parts:%s%n",
                name, rows, rows * 1_000_000_000L / (System.nanoTime() - start), parts);
    }
}
