package dev.identitygraph.bulk;

import dev.identitygraph.bulk.SpoolForms.FromRow;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.ReportedEdge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Evidence in groups, each of which can be linked and derived by itself: what hangs together by links. Nothing hangs
 * together by a value that links nothing, however many links it has. What is said about the consent of such a value is
 * kept in memory for all groups, since they are few.
 */
final class BulkGroups {
    /** One group: edges as often as they are reported, and what its nodes have said. */
    record Group(List<ReportedEdge> edges, List<FromRow<ConsentRecord>> consents) {}

    private final Spool<ReportedEdge> edges;
    private final Spool<FromRow<ConsentRecord>> consents;
    private final Components components = new Components();
    private final Set<NodeRef> never;
    private final Set<NodeRef> crowded;
    private final Set<String> linkingNothing = new HashSet<>();
    private final Map<String, List<ConsentRecord>> ofWhatLinksNothing = new TreeMap<>();

    /** Groups evidence that is complete, of which the edges and consents are used up. */
    BulkGroups(Path folder, BulkEvidence evidence, LinkingRules rules, SpoolForms forms) {
        var parts = evidence.nodes.parts();
        edges = new Spool<>(folder, "edges-of-groups", parts, forms.edges());
        consents = new Spool<>(folder, "consents-of-groups", parts, forms.consents());
        never = evidence.never();
        evidence.links.read(0, ends -> {
            components.count(key(ends.from().node()));
            components.count(key(ends.to().node()));
        });
        var crowds = new Crowds(rules, components);
        evidence.links.read(0, crowds::see);
        crowded = crowds.crowded();
        components.counted();
        never.forEach(node -> linkingNothing.add(node.digest()));
        crowded.forEach(node -> linkingNothing.add(node.digest()));
        evidence.links.read(0, ends -> {
            if (links(ends.from().node()) && links(ends.to().node())) {
                components.join(key(ends.from().node()), key(ends.to().node()));
            }
        });
        evidence.links.delete(0);
        evidence.edges.read(0, edge -> edges.add(components.of(key(groupedBy(edge))), edge));
        edges.written();
        evidence.edges.delete(0);
        evidence.consents.read(0, known -> {
            var subject = known.said().subject();
            if (linkingNothing.contains(subject)) {
                ofWhatLinksNothing
                        .computeIfAbsent(subject, _ -> new ArrayList<>())
                        .add(known.said());
            }
            consents.add(components.of(Pseudonyms.key(subject)), known);
        });
        consents.written();
        evidence.consents.delete(0);
    }

    private boolean links(NodeRef node) {
        return !linkingNothing.contains(node.digest());
    }

    private static long key(NodeRef node) {
        return Pseudonyms.key(node.digest());
    }

    /** The end to whose group an edge belongs: one that links, if there is one. */
    private NodeRef groupedBy(ReportedEdge edge) {
        return edge.type() == EdgeType.IN_SEGMENT || links(edge.from()) ? edge.from() : edge.to();
    }

    int parts() {
        return edges.parts();
    }

    /** Reads some of the groups, and takes them away. */
    Iterable<Group> take(int part) {
        var groups = new TreeMap<Long, Group>();
        edges.read(part, edge -> group(groups, key(groupedBy(edge))).edges().add(edge));
        edges.delete(part);
        consents.read(
                part,
                known -> group(groups, Pseudonyms.key(known.said().subject()))
                        .consents()
                        .add(known));
        consents.delete(part);
        return groups.values();
    }

    private Group group(Map<Long, Group> groups, long key) {
        return groups.computeIfAbsent(components.of(key), _ -> new Group(new ArrayList<>(), new ArrayList<>()));
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
