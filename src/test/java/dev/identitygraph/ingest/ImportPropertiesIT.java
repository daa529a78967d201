package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.derivation.ChangeWatch;
import dev.identitygraph.scenario.Cases;
import dev.identitygraph.scenario.Choice;
import dev.identitygraph.source.Described;
import dev.identitygraph.source.Rejects;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Transactions;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * However files are imported, the graph is what importing each once gives. Batches are small, so that they interleave.
 */
@IntegrationTest
class ImportPropertiesIT {
    private static final Set<LetThrough> ALL = Set.of(LetThrough.values());

    @TempDir
    private Path folder;

    @Autowired
    private StoredGraph graph;

    private final FileImport files;

    ImportPropertiesIT(
            @Autowired BatchWriter writer,
            @Autowired SnapshotEnd snapshots,
            @Autowired EarlierReading earlier,
            @Autowired AgreementChange agreement,
            @Autowired Pseudonyms pseudonyms,
            @Autowired Clock clock,
            @Autowired ChangeWatch watch,
            @Autowired Transactions repeated,
            @Autowired PlatformTransactionManager transactions) {
        files = new FileImport(
                Described.READER,
                writer,
                snapshots,
                earlier,
                agreement,
                pseudonyms,
                clock,
                watch,
                repeated,
                transactions,
                3);
    }

    @BeforeEach
    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void twiceIsOnce() throws IOException {
        var cases = new Cases("Importing twice is importing once", 100);
        for (; cases.next(); cases.tried()) {
            var random = new RandomFiles(new Choice(cases.seed()));
            var source = random.source();
            var first = file("1", random.content(source));
            var second = file("2", random.content(source));
            graph.empty();
            files.run(source, first, ALL, Rejects.NONE, _ -> {});
            files.run(source, second, ALL, Rejects.NONE, _ -> {});
            var once = graph.all();
            var again = (ImportOutcome.Imported) files.run(source, second, ALL, Rejects.NONE, _ -> {});
            assertThat(again.totals().accepted()).as("seed %d", cases.seed()).isZero();
            assertThat(again.totals().read())
                    .isEqualTo(again.totals().unchanged() + again.totals().rejected());
            check(cases, once.equals(graph.all()), "importing again changed the graph", first, second);
        }
    }

    @Test
    void anyInterleavingOfTwoIsSomeOrderOfThem() throws Exception {
        var cases = new Cases("Two imports at once are one after the other", 100);
        for (; cases.next(); cases.tried()) {
            var random = new RandomFiles(new Choice(cases.seed()));
            var one = random.source();
            var other = random.chance(0.5) ? one : random.source();
            var before = file("0", random.content(one));
            var first = file("1", random.content(one));
            var second = file("2", random.content(other));
            var orders = List.of(
                    graph(one, before, one, first, other, second), graph(one, before, other, second, one, first));
            graph.empty();
            files.run(one, before, ALL, Rejects.NONE, _ -> {});
            var a = CompletableFuture.runAsync(() -> run(one, first));
            var b = CompletableFuture.runAsync(() -> run(other, second));
            CompletableFuture.allOf(a, b).get();
            var both = graph.all();
            check(cases, orders.contains(both), "the graph is that of no order", first, second);
        }
    }

    @Test
    void whatFilesSaidByAnEarlierDescriptionLeavesNothingBehindHoweverOftenReadingThemAnewBreaksOff()
            throws IOException {
        var cases = new Cases("Read anew is never read otherwise", 100);
        for (; cases.next(); cases.tried()) {
            var choice = new Choice(cases.seed());
            var random = new RandomFiles(choice);
            var descriptions = random.descriptions();
            var first = file("1", random.content(descriptions.now()));
            var second = file("2", random.content(descriptions.now()));
            var never = graph(descriptions.now(), first, descriptions.now(), second, descriptions.now(), second);
            graph.empty();
            files.run(descriptions.before(), first, ALL, Rejects.NONE, _ -> {});
            files.run(descriptions.before(), second, ALL, Rejects.NONE, _ -> {});
            for (var file : List.of(first, second)) {
                breakOff(descriptions.now(), file, choice.number(1, 6));
                breakOff(descriptions.now(), file, choice.number(1, 6));
                files.run(descriptions.now(), file, ALL, Rejects.NONE, _ -> {});
            }
            check(cases, never.equals(graph.all()), "something is left of the earlier reading", first, second);
        }
    }

    /** Imports some batches of a file, or all of it. */
    private void breakOff(Source source, Path file, int batches) {
        var written = new int[1];
        try {
            files.run(source, file, ALL, Rejects.NONE, _ -> {
                if (++written[0] == batches) {
                    throw new IllegalStateException("The machine stops");
                }
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("The machine stops");
        }
    }

    /** One that is overtaken by another snapshot of its source stops: as if it had come before that one. */
    private void run(Source source, Path file) {
        try {
            files.run(source, file, ALL, Rejects.NONE, _ -> {});
        } catch (OvertakenException _) {
            // The other one goes on.
        }
    }

    private Map<String, Object> graph(Source one, Path first, Source two, Path second, Source three, Path third) {
        graph.empty();
        files.run(one, first, ALL, Rejects.NONE, _ -> {});
        files.run(two, second, ALL, Rejects.NONE, _ -> {});
        files.run(three, third, ALL, Rejects.NONE, _ -> {});
        return graph.all();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static void check(Cases cases, boolean holds, String what, Path first, Path second) throws IOException {
        if (!holds) {
            throw cases.failure(what, Files.readString(first) + "\n" + Files.readString(second));
        }
    }
}
