package dev.identitygraph.ingest;

import dev.identitygraph.consent.Ledger;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.WriteTurn;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes a batch and all that follows from it in one transaction, so that the graph never shows half of it. */
@Component
class BatchWriter {
    private final GraphWriter writer;
    private final Ledger ledger;
    private final Relinker relinker;
    private final Agreements agreements;
    private final EvidenceStore evidence;
    private final WriteTurn turn;

    BatchWriter(
            GraphWriter writer,
            Ledger ledger,
            Relinker relinker,
            Agreements agreements,
            EvidenceStore evidence,
            WriteTurn turn) {
        this.turn = turn;
        this.writer = writer;
        this.ledger = ledger;
        this.relinker = relinker;
        this.agreements = agreements;
        this.evidence = evidence;
    }

    /** Makes a source and its supply agreement known; where the agreement has changed, what it supplied follows. */
    @Transactional
    public void open(Source source, String file, Instant recordedAt) {
        turn.take();
        ledger.record(agreements.records(source, recordedAt));
        evidence.addFile(file, source.name(), source.file(), recordedAt);
        if (writer.addSource(source.name(), source.party().name(), source.about(), agreements.subject(source.name()))) {
            relinker.relink(source.name());
        }
    }

    /**
     * Writes what is new in the batch.
     *
     * @param file the id of the file that it is from
     * @return how many rows said something new
     */
    @Transactional
    public long write(Source source, String file, Batch batch) {
        turn.take();
        var said = Set.copyOf(batch.observationIds());
        batch.forget(writer.knownObservations(batch.observationIds()));
        var observations = batch.newObservations();
        writer.addObservations(observations);
        writer.addNodes(batch.nodes());
        if (source.content() instanceof Source.Observations content) {
            writer.addEdges(batch.edges(content));
        }
        var consents = ledger.record(batch.consents());
        evidence.knownFrom(file, said, batch.consentIds());
        var touched = batch.touched(consents);
        if (!touched.isEmpty()) {
            relinker.relink(touched);
        }
        return (long) observations.size() + consents.size();
    }
}
