package dev.identitygraph.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.Application;
import dev.identitygraph.development.LoadableNeo4j;
import dev.identitygraph.synthetic.SyntheticSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.neo4j.core.Neo4jClient;

/**
 * What a first load costs, step by step, in a process of its own with little memory. The step {@code importing} is
 * {@code neo4j-admin} alone, fed with the same rows ready-made: the ratio is of the whole to it.
 *
 * <p>{@code mvn -P bench verify -Dit.test=BulkBenchmark [-Dbench.customers=1000000] [-Dbench.heap=1g]
 * [-Dbench.start=true]}, on Linux. With {@code bench.start} the application is started on the graph, which makes its
 * constraints and indexes.
 */
class BulkBenchmark {
    private static final int CUSTOMERS = Integer.getInteger("bench.customers", 1_000_000);
    private static final String HEAP = System.getProperty("bench.heap", "1g");
    private static final String IMPORTING = "importing";
    /** Of Linux, a second. */
    private static final double TICKS = 100;

    @Test
    void firstLoad(@TempDir Path folder) throws Exception {
        var input = folder.resolve("input");
        var began = System.nanoTime();
        SyntheticSources.write(input, CUSTOMERS, 1);
        System.out.printf(
                "sources of %,d customers, %,d MB: generated in %.0f s%n",
                CUSTOMERS, size(input) >> 20, seconds(began));
        try (var neo4j = LoadableNeo4j.in(folder.resolve("neo4j"))) {
            load(input, folder, neo4j);
            System.out.printf("the store has %,d MB%n", size(neo4j.data()) >> 20);
            if (Boolean.getBoolean("bench.start")) {
                start(folder, neo4j);
            }
        }
    }

    private static void load(Path input, Path folder, LoadableNeo4j neo4j) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP,
                        "-XX:+UseParallelGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        "bulk",
                        input.toString(),
                        "--into=" + neo4j.data(),
                        "--neo4j-admin=" + neo4j.admin(),
                        "--identity-graph.keys=" + folder.resolve("keys"))
                .start();
        var output = new FutureTask<>(() -> all(process));
        Thread.ofVirtual().start(output);
        var ownTime = new FutureTask<>(() -> ownProcessorSeconds(process));
        Thread.ofVirtual().start(ownTime);
        var steps = new LinkedHashMap<String, Double>();
        var memory = 0L;
        var before = processorSecondsOfChildren();
        var began = System.nanoTime();
        var step = "start";
        try (var lines = process.errorReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                steps.merge(step, seconds(began), Double::sum);
                began = System.nanoTime();
                step = line.startsWith("reading") ? "reading" : line;
                memory = Math.max(memory, largestMegabytes(process));
            }
        }
        assertThat(process.waitFor()).isLessThan(2);
        steps.merge(step, seconds(began), Double::sum);
        report(output.get(), steps, memory);
        var own = ownTime.get();
        var alone = processorSecondsOfChildren() - before - own;
        System.out.printf(
                "processor time: %.1f s to prepare, %.1f s to import; the whole is %.2f of the import alone%n",
                own, alone, (own + alone) / alone);
    }

    private static void report(String output, Map<String, Double> steps, long memory) {
        var rows = output.lines()
                .filter(line -> line.contains(" read, "))
                .mapToLong(line -> Long.parseLong(
                        line.replaceAll(".*: ([0-9,]+) read.*", "$1").replace(",", "")))
                .sum();
        var all = steps.values().stream().mapToDouble(Double::doubleValue).sum();
        var alone = steps.getOrDefault(IMPORTING, all);
        steps.forEach((step, seconds) -> System.out.printf("  %-32s %7.1f s%n", step, seconds));
        System.out.printf(
                "%,d rows in %.0f s: %,.0f rows/s; prepared %,.0f rows/s; the whole is %.2f of the import alone%n",
                rows, all, rows / all, rows / (all - alone), all / alone);
        System.out.printf("a heap of %s; the largest size of the process was %,d MB%n", HEAP, memory);
    }

    private static void start(Path folder, LoadableNeo4j neo4j) throws IOException {
        neo4j.start("2g", "2g");
        var began = System.nanoTime();
        try (var application = neo4j.application(folder, "--identity-graph.keys=" + folder.resolve("keys"))) {
            System.out.printf("constraints and indexes are there after %.0f s%n", seconds(began));
            var client = application.getBean(Neo4jClient.class);
            System.out.println(client.query("MATCH (n) RETURN labels(n)[0] AS label, count(*) AS nodes")
                    .fetch()
                    .all());
            System.out.println(client.query("MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS edges")
                    .fetch()
                    .all());
        }
    }

    /** As Linux tells it. */
    private static long largestMegabytes(Process process) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Of a process without the import that it runs: on a machine with other work, these are what to compare. */
    private static double ownProcessorSeconds(Process process) throws InterruptedException {
        var last = 0.0;
        try {
            while (process.isAlive()) {
                last = processorSeconds(process.pid(), 11);
                Thread.sleep(20);
            }
        } catch (IOException ended) {
            // The last look counts.
        }
        return last;
    }

    /** Of all processes that this one has started and that have ended, with those that they have started. */
    private static double processorSecondsOfChildren() throws IOException {
        return processorSeconds(ProcessHandle.current().pid(), 13);
    }

    /**
     * As Linux tells it, in the mode of users and in that of the system.
     *
     * @param first the place of the former, behind the name
     */
    private static double processorSeconds(long pid, int first) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS;
    }

    private static String all(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
