package dev.identitygraph.bulk;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import dev.identitygraph.consent.EdgeConsents;
import dev.identitygraph.derivation.EdgeDerivation;
import dev.identitygraph.derivation.LinkedEdges;
import dev.identitygraph.derivation.Relinker;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.store.StoredEdge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Derives all edges of a group, as {@link Relinker} would around any of its nodes. */
final class BulkDerivation {
    private final BulkGroups groups;
    private final LinkingRules rules;
    private final Namespaces namespaces;
    private final Instant at;
    private final Map<String, String> agreements;
    private final Map<String, List<ConsentRecord>> ofAgreements;

    /**
     * A derivation.
     *
     * @param agreements by source, the pseudonym under which its supply agreement is in the ledger
     * @param ofAgreements the agreements as consent records
     */
    BulkDerivation(
            BulkGroups groups,
            LinkingRules rules,
            Namespaces namespaces,
            Instant at,
            Map<String, String> agreements,
            Collection<ConsentRecord> ofAgreements) {
        this.groups = groups;
        this.rules = rules;
        this.namespaces = namespaces;
        this.at = at;
        this.agreements = agreements;
        this.ofAgreements = ofAgreements.stream().collect(groupingBy(ConsentRecord::subject));
    }

    void derive(BulkGroups.Group group, Consumer<StoredEdge> derived) {
        var byId = new LinkedHashMap<String, StoredEdge>();
        group.edges().forEach(edge -> byId.merge(edge.edgeId(), edge, StoredEdge::joined));
        var edges = byId.values().stream().toList();
        var links = edges.stream()
                .filter(edge -> edge.type() != EdgeType.IN_SEGMENT)
                .toList();
        var linked = new LinkedEdges(links, groups::never, groups::crowded, _ -> List.of(), rules, namespaces);
        var derivation = new EdgeDerivation(linked, source -> requireNonNull(agreements.get(source)));
        var said = group.consents().stream().map(FromRow::said).collect(groupingBy(ConsentRecord::subject));
        var words = new ArrayList<ConsentRecord>();
        derivation.pseudonyms(edges).forEach(subject -> {
            var own = said.get(subject);
            words.addAll(own != null ? own : groups.ofWhatLinksNothing(subject));
            words.addAll(ofAgreements.getOrDefault(subject, List.of()));
        });
        var consents = new EdgeConsents(words, at);
        edges.forEach(edge -> derived.accept(derivation.derive(edge, consents)));
    }
}
