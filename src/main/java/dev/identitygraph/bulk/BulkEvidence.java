package dev.identitygraph.bulk;

import static java.util.Objects.requireNonNull;

import dev.identitygraph.bulk.LinkForm.Ends;
import dev.identitygraph.bulk.SpoolFields.End;
import dev.identitygraph.derivation.NeverLinking;
import dev.identitygraph.derivation.SeenLately;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.ingest.Batch;
import dev.identitygraph.store.AddressCipher;
import dev.identitygraph.store.NewObservation;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.StoredEdge;
import dev.identitygraph.store.StoredNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What sources say, on disk, parted by its ids. To which groups edges and consents belong is known when all has been
 * read.
 */
final class BulkEvidence {
    final Spool<FromRow<NewObservation>> observations;
    final Spool<StoredNode> nodes;
    final Spool<StoredEdge> edges;
    final Spool<Ends> links;
    final Spool<FromRow<ConsentRecord>> consents;

    private final AddressCipher addresses;
    private final NeverLinking neverLinking;
    private final SeenLately written = new SeenLately(20);
    private final Set<NodeRef> never = ConcurrentHashMap.newKeySet();
    private final Set<Purpose> purposes = ConcurrentHashMap.newKeySet();

    /**
     * Evidence in a folder.
     *
     * @param parts how many there are of what is parted
     */
    BulkEvidence(Path folder, int parts, SpoolFields fields, AddressCipher addresses, NeverLinking neverLinking) {
        this.addresses = addresses;
        this.neverLinking = neverLinking;
        observations = new Spool<>(folder, "observations", parts, new ObservationForm(fields));
        nodes = new Spool<>(folder, "nodes", parts, new NodeForm(fields));
        edges = new Spool<>(folder, "edges", parts, new EdgeForm(fields));
        links = new Spool<>(folder, "links", parts, new LinkForm(fields));
        consents = new Spool<>(folder, "consents", parts, new ConsentForm(fields));
    }

    /**
     * Adds what some rows of a file say. Several threads may do so.
     *
     * @param first the number of the first of these rows
     */
    void add(int file, long first, Batch batch) {
        var rows = batch.firstRows();
        var said = batch.evidence();
        said.newObservations()
                .forEach(observation -> observations.add(
                        Pseudonyms.key(observation.id()),
                        new FromRow<>(file, first + rows.getOrDefault(observation.id(), 0), observation)));
        said.consents().forEach(record -> {
            purposes.add(record.purpose());
            consents.add(
                    Pseudonyms.key(record.id()),
                    new FromRow<>(file, first + rows.getOrDefault(record.id(), 0), record));
        });
        var namespaces = new HashMap<String, Namespace>();
        said.nodes().forEach(node -> {
            var digest = node.ref().digest();
            namespaces.put(digest, node.identity().namespace());
            var isNew = !written.before(digest);
            if (isNew && neverLinking.includes(node.identity(), digest)) {
                never.add(node.ref());
            }
            if (isNew || !node.derivedFrom().isEmpty()) {
                nodes.add(Pseudonyms.key(digest), StoredNode.of(node, addresses));
            }
        });
        said.edges().forEach(edge -> {
            edges.add(Pseudonyms.key(edge.edgeId()), edge);
            if (edge.type() != EdgeType.IN_SEGMENT) {
                links.add(
                        Pseudonyms.key(edge.edgeId()),
                        new Ends(end(edge.from(), namespaces), end(edge.to(), namespaces)));
            }
        });
    }

    private static End end(NodeRef node, Map<String, Namespace> namespaces) {
        return new End(node, requireNonNull(namespaces.get(node.digest())));
    }

    /** Ends adding. */
    void complete() {
        observations.written();
        nodes.written();
        edges.written();
        links.written();
        consents.written();
    }

    /** The nodes whose values never link. */
    Set<NodeRef> never() {
        return never;
    }

    /** All purposes about which somebody has said something. */
    Set<Purpose> purposes() {
        return purposes;
    }
}
