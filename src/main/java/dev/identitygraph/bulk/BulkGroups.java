package dev.identitygraph.bulk;

import dev.identitygraph.bulk.LinkForm.Ends;
import dev.identitygraph.bulk.SpoolFields.Digest;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.StoredEdge;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Evidence in groups, each of which can be linked and derived by itself: what hangs together by links. Nothing hangs
 * together by a value that links nothing, however many links it has. What is said about the consent of such a value is
 * kept in memory for all groups, since they are few.
 */
final class BulkGroups {
    /** One group: edges as often as they are reported, and what its nodes have said. */
    record Group(List<StoredEdge> edges, List<FromRow<ConsentRecord>> consents) {}

    private final Spool<StoredEdge> edges;
    private final Spool<FromRow<ConsentRecord>> consents;
    private final Components components = new Components();
    private final Set<NodeRef> never;
    private final Set<NodeRef> crowded;
    private final Set<Digest> linkingNothing = new HashSet<>();
    private final Map<String, List<ConsentRecord>> ofWhatLinksNothing = new ConcurrentHashMap<>();

    /** Groups evidence that is complete, of which the links, edges and consents are used up. */
    BulkGroups(Path folder, BulkEvidence evidence, LinkingRules rules, SpoolFields fields) {
        edges = new Spool<>(folder, "edges-of-groups", evidence.edges.parts(), new EdgeForm(fields));
        consents = new Spool<>(folder, "consents-of-groups", evidence.consents.parts(), new ConsentForm(fields));
        never = evidence.never();
        crowded = crowded(evidence.links, rules);
        Stream.of(never, crowded).flatMap(Set::stream).forEach(node -> linkingNothing.add(Digest.of(node.digest())));
        join(evidence.links);
        try (var workers = new Workers()) {
            for (var i = 0; i < edges.parts(); i++) {
                var part = i;
                workers.add(() -> groupEdges(evidence.edges, part));
                workers.add(() -> groupConsents(evidence.consents, part));
            }
            workers.finish();
        }
        edges.written();
        consents.written();
    }

    private Set<NodeRef> crowded(Spool<Ends> links, LinkingRules rules) {
        links.readAll(ends -> {
            components.count(key(ends.from().node()));
            components.count(key(ends.to().node()));
        });
        var crowds = new Crowds(rules, components);
        links.readAll(crowds::see);
        components.counted();
        return crowds.crowded();
    }

    private void join(Spool<Ends> links) {
        links.readAll(ends -> {
            var from = Digest.of(ends.from().node().digest());
            var to = Digest.of(ends.to().node().digest());
            if (links(from) && links(to)) {
                components.join(from.first(), to.first());
            }
        });
        links.deleteAll();
        components.joined();
    }

    private void groupEdges(Spool<StoredEdge> ungrouped, int part) {
        ungrouped.readAsItIs(
                part, (edge, _) -> edges.addAsItIs(components.of(groupedBy(edge).first()), edge));
        ungrouped.delete(part);
    }

    /** The end to whose group an edge belongs: one that links, if there is one. */
    private Digest groupedBy(ByteBuffer edge) {
        var beginning = EdgeForm.beginning(edge.duplicate());
        return beginning.type() == EdgeType.IN_SEGMENT || links(beginning.from()) ? beginning.from() : beginning.to();
    }

    private void groupConsents(Spool<FromRow<ConsentRecord>> ungrouped, int part) {
        ungrouped.readAsItIs(part, (record, _) -> {
            var subject = SpoolFields.digest(record.duplicate());
            if (!links(subject)) {
                var said = ungrouped.form().read(record.duplicate()).said();
                ofWhatLinksNothing
                        .computeIfAbsent(said.subject(), _ -> new CopyOnWriteArrayList<>())
                        .add(said);
            }
            consents.addAsItIs(components.of(subject.first()), record);
        });
        ungrouped.delete(part);
    }

    private boolean links(Digest node) {
        return !linkingNothing.contains(node);
    }

    private static long key(NodeRef node) {
        return Pseudonyms.key(node.digest());
    }

    int parts() {
        return edges.parts();
    }

    /** Takes some of the groups away, and gives them one after another. */
    void take(int part, Consumer<Group> taker) {
        var links = edges.take(part);
        var said = consents.take(part);
        Stream.concat(links.keySet().stream(), said.keySet().stream())
                .distinct()
                .map(group -> new Group(Spool.Packed.read(links.get(group)), Spool.Packed.read(said.get(group))))
                .forEach(taker);
    }

    /** Whether a node's value never links. */
    boolean never(NodeRef node) {
        return never.contains(node);
    }

    /** Whether a node has more links than it may have. */
    boolean crowded(NodeRef node) {
        return crowded.contains(node);
    }

    /** What a value that links nothing has said, whatever group it is needed in. */
    List<ConsentRecord> ofWhatLinksNothing(String subject) {
        return ofWhatLinksNothing.getOrDefault(subject, List.of());
    }
}
