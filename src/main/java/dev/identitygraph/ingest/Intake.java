package dev.identitygraph.ingest;

import dev.identitygraph.source.Rejection;
import dev.identitygraph.source.Source;
import dev.identitygraph.source.Sources;
import dev.identitygraph.source.StatementReader;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The way of small batches into the graph: statements in native form, as {@code observations.schema.json} has them. */
@Component
public class Intake {
    private final StatementReader reader;
    private final BatchWriter writer;
    private final AgreementChange agreement;
    private final Sources sources;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final Transactions transactions;
    private final int rowsOfABatch;

    Intake(
            StatementReader reader,
            BatchWriter writer,
            AgreementChange agreement,
            Sources sources,
            Pseudonyms pseudonyms,
            Clock clock,
            Transactions transactions,
            @Value("${identity-graph.import.rows-of-a-batch}") int rowsOfABatch) {
        this.rowsOfABatch = rowsOfABatch;
        this.reader = reader;
        this.writer = writer;
        this.agreement = agreement;
        this.sources = sources;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.transactions = transactions;
    }

    /**
     * What became of a batch.
     *
     * @param rejections every value that was not taken; its line is the index of its statement, from 0
     */
    public record Accepted(Totals totals, List<Rejection> rejections) {}

    /** Whether there is such a source whose statements come in this form. */
    public boolean takes(String source) {
        return sources.find(source)
                .filter(known -> known.content() instanceof Source.Native)
                .isPresent();
    }

    /** What a batch says, before anything of it is in the graph. */
    public static final class Said {
        private final Source source;
        private final Batch batch;
        private final List<Rejection> rejections;

        private Said(Source source, Batch batch, List<Rejection> rejections) {
            this.source = source;
            this.batch = batch;
            this.rejections = rejections;
        }
    }

    /**
     * Reads a batch; nothing if it comes to more than one transaction may hold, however few its statements are.
     *
     * @param source the name of a described source whose content is native; each statement must be of it
     * @throws IllegalArgumentException if no source of this name is described, or its statements are not native
     */
    public Optional<Said> read(String source, List<JsonNode> statements) {
        var from = sources.find(source)
                .orElseThrow(() -> new IllegalArgumentException("No source of this name is described."));
        var now = clock.instant();
        var batch = new Batch(from, pseudonyms, now);
        var rejections = new ArrayList<Rejection>();
        for (var index = 0; index < statements.size(); index++) {
            var statement = from.kept(reader.read(from, index, statements.get(index), now), now);
            rejections.addAll(statement.rejections());
            batch.add(statement);
            if (batch.saysMoreThan(rowsOfABatch)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Said(from, batch, List.copyOf(rejections)));
    }

    /**
     * Takes a batch in one transaction: all of it is in the graph at once, but for what is rejected, or nothing.
     *
     * @param atMost how long that may take
     * @throws dev.identitygraph.store.StatementTimeoutException if it took longer: then nothing is in the graph
     */
    public Accepted accept(Said said, Duration atMost) {
        var accepted = transactions.write(atMost, () -> write(said));
        agreement.follow(said.source.name());
        return accepted;
    }

    private Accepted write(Said said) {
        var batch = said.batch;
        writer.open(said.source, clock.instant());
        var accepted = batch.accepted(writer.write(said.source, EvidenceStore.REQUESTS, batch));
        return new Accepted(
                new Totals(
                        batch.rows(),
                        accepted,
                        batch.rows() - batch.rejected() - accepted,
                        batch.rejected(),
                        said.rejections.size()),
                said.rejections);
    }
}
