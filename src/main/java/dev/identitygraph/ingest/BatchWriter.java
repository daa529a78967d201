package dev.identitygraph.ingest;

import dev.identitygraph.consent.Ledger;
import dev.identitygraph.derivation.Agreements;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.source.Delivery;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.EvidenceStore;
import dev.identitygraph.store.FileStore;
import dev.identitygraph.store.GraphWriter;
import dev.identitygraph.store.NewNode;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.SourceStore;
import dev.identitygraph.store.StoredFile;
import dev.identitygraph.store.WriteTurn;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.OptimisticLockingFailureException;
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
    private final FileStore files;
    private final SourceStore sources;
    private final WriteTurn turn;

    BatchWriter(
            GraphWriter writer,
            Ledger ledger,
            Relinker relinker,
            Agreements agreements,
            EvidenceStore evidence,
            FileStore files,
            SourceStore sources,
            WriteTurn turn) {
        this.files = files;
        this.sources = sources;
        this.turn = turn;
        this.writer = writer;
        this.ledger = ledger;
        this.relinker = relinker;
        this.agreements = agreements;
        this.evidence = evidence;
    }

    /** Makes a source and its supply agreement known. What it has supplied follows {@link AgreementChange another}. */
    @Transactional
    public void open(Source source, Instant recordedAt) {
        turn.take();
        ledger.record(agreements.records(source, recordedAt));
        sources.add(source.name(), source.party().name(), source.about(), agreements.subject(source.name()));
    }

    /**
     * Makes a source known, and a file of it.
     *
     * @param file the id of the file
     * @param reading a digest of how it is read
     * @return how far its import has come
     */
    @Transactional
    public StoredFile open(Source source, String file, String reading, Instant recordedAt) {
        // Which of two snapshots was begun first is told by the turn, for all instances alike.
        var begun = turn.take();
        open(source, recordedAt);
        if (source.delivery() instanceof Delivery.Snapshot) {
            if (!sources.isDelivering(file, source.name())) {
                // The other one may have begun to end what only this one says.
                files.reset(file, source.name());
            }
            sources.deliver(file, source.name());
        }
        return files.begin(file, source.name(), source.file(), reading, begun);
    }

    /**
     * Writes what is new in the batch.
     *
     * @param file the id of the file that it is from, or {@link EvidenceStore#REQUESTS}
     * @return the ids of the observations and consent records that are new
     */
    @Transactional
    public Set<String> write(Source source, String file, Batch batch) {
        turn.take();
        return derive(source, file, add(file, batch.evidence()));
    }

    /**
     * Writes what is new in the batch, and how far the import of its file has come by it.
     *
     * @param before how far it had come
     * @return how far it has
     * @throws OvertakenException if the file has been retracted since, or begun anew
     */
    @Transactional
    public StoredFile write(Source source, String file, Batch batch, StoredFile before) {
        turn.take();
        return writeAhead(source, file, batch, () -> before);
    }

    /**
     * The same, of which all that needs no turn is done before the turn is taken. Nobody else sees it until all is
     * committed.
     *
     * @param before how far the import had come; asked in the turn
     * @throws OptimisticLockingFailureException if what the graph had of the batch may have been taken away meanwhile
     */
    @Transactional
    public StoredFile writeAhead(Source source, String file, Batch batch, Supplier<StoredFile> before) {
        var takenAway = turn.lastTakenAway();
        var added = add(file, batch.evidence());
        turn.take();
        if (!turn.lastTakenAway().equals(takenAway)) {
            throw new OptimisticLockingFailureException("What was there before this batch may be gone by now");
        }
        return advance(source, file, batch, before.get(), derive(source, file, added));
    }

    /**
     * What of a batch is new in the graph.
     *
     * @param all what the batch says
     * @param fresh the same without the observations that the graph had
     * @param named the nodes that these observations name
     * @param nodes those of them that the graph did not have
     */
    private record Added(
            BatchEvidence all,
            BatchEvidence fresh,
            List<NewNode> named,
            Set<NodeRef> nodes,
            List<ConsentRecord> consents) {}

    /** Adds the records and nodes of a batch. Nothing is derived from them yet, and no edge leads to them. */
    private Added add(String file, BatchEvidence all) {
        var files = List.of(file);
        var fresh = all.only(writer.addObservations(all.newObservations(), files));
        var named = fresh.nodes();
        return new Added(all, fresh, named, writer.addNodes(named), ledger.record(all.consents(), files));
    }

    private Set<String> derive(Source source, String file, Added added) {
        if (source.delivery() instanceof Delivery.Snapshot
                && !file.equals(EvidenceStore.REQUESTS)
                && !sources.isDelivering(file, source.name())) {
            throw OvertakenException.bySnapshot(source.name());
        }
        var all = added.all();
        var fresh = added.fresh();
        var ids = new HashSet<>(fresh.observationIds());
        added.consents().stream().map(ConsentRecord::id).forEach(ids::add);
        evidence.knownFrom(file, all.observationIdsWithout(ids), all.consentIdsWithout(ids));
        writer.derive(added.named());
        relinker.report(fresh.edges(), all.identities(), added.nodes(), all.subjects(added.consents()));
        return ids;
    }

    private StoredFile advance(Source source, String file, Batch batch, StoredFile before, Set<String> added) {
        var accepted = batch.accepted(added);
        var after = new StoredFile(
                before.reading(),
                before.rows() + batch.rows(),
                before.accepted() + accepted,
                before.unchanged() + batch.rows() - batch.rejected() - accepted,
                before.isDone());
        if (!files.advance(file, source.name(), before, after)) {
            throw OvertakenException.byReset(source.name());
        }
        return after;
    }
}
