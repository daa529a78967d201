package dev.identitygraph.derivation;

import dev.identitygraph.consent.EdgeConsents;
import dev.identitygraph.consent.Parties;
import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.link.Supersession;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What follows for one edge from who is who and from the ledger.
 *
 * <ul>
 *   <li>An edge from a customer carries the consent that was given for that record, and one from an e-mail address that
 *       of every record that has the address, or the address's own while nobody is known to have it. What joins two
 *       records carries both.
 *   <li>A no on any other record of the same person counts, until it is lifted there; a yes there opens nothing. So a
 *       link between records only ever closes.
 *   <li>An edge from a device carries the device's own consent, and ends when the last of its people has said no.
 *   <li>What a third party supplied rests on its supply agreement besides, and on that alone where it leads from a
 *       third party's identity.
 *   <li>A no that is recorded for the e-mail address or the device at either end counts in any case.
 *   <li>A membership that ends serves no purpose after that.
 *   <li>An edge that linking has superseded is kept as evidence, and never walked. Where a value links nothing, its
 *       edge carries no consent either.
 * </ul>
 */
public final class EdgeDerivation {
    private final LinkedEdges linked;
    private final People people;
    private final UnaryOperator<String> agreements;
    private final Map<Standpoint, Concerned> concerned = new HashMap<>();

    /**
     * What decides whom an edge concerns. Many memberships have it in common.
     *
     * @param to what a link leads to; into which segment a membership leads does not matter
     * @param supplier the source of what a third party supplied
     */
    private record Standpoint(EdgeType type, NodeRef from, Optional<NodeRef> to, Optional<String> supplier) {
        static Standpoint of(StoredEdge edge) {
            var source = edge.provenance();
            return new Standpoint(
                    edge.type(),
                    edge.from(),
                    edge.type() == EdgeType.IN_SEGMENT ? Optional.empty() : Optional.of(edge.to()),
                    source.party() == Party.THIRD ? Optional.of(source.source()) : Optional.empty());
        }
    }

    /**
     * Those whom an edge concerns.
     *
     * @param names the pseudonyms of the subjects, as the edge has them
     */
    private record Concerned(Parties parties, List<String> names) {}

    /**
     * A derivation.
     *
     * @param linked who is who
     * @param agreements the pseudonym under which a source's supply agreement is in the ledger
     */
    public EdgeDerivation(LinkedEdges linked, UnaryOperator<String> agreements) {
        this.linked = linked;
        this.people = new People(linked);
        this.agreements = agreements;
    }

    /** The edge with what follows for it. */
    public StoredEdge derive(StoredEdge edge, EdgeConsents consents) {
        var superseded = linked.superseded(edge);
        var concerned = concerned(edge);
        return edge.derived(
                superseded.isPresent() ? Standing.SUPERSEDED : Standing.ACTIVE,
                concerned.names(),
                superseded.filter(EdgeDerivation::linksNothing).isPresent()
                        ? new TreeMap<>()
                        : lasting(edge, consents.of(concerned.parties())));
    }

    /** Whoever such a value is linked with is not looked up, so what they say cannot reach the edge. */
    private static boolean linksNothing(Supersession by) {
        return by.rule() == Supersession.Rule.NEVER || by.rule() == Supersession.Rule.GENERIC;
    }

    /** A membership that ends serves no longer than it lasts, whatever its consents say. */
    private static SortedMap<Purpose, Consent> lasting(StoredEdge edge, SortedMap<Purpose, Consent> consents) {
        return edge.until()
                .map(until -> {
                    var lasting = new TreeMap<>(consents);
                    lasting.replaceAll((_, consent) -> consent.until(until));
                    return (SortedMap<Purpose, Consent>) lasting;
                })
                .orElse(consents);
    }

    /** All pseudonyms under which something may be recorded that counts for these edges. */
    public Set<String> pseudonyms(Collection<StoredEdge> edges) {
        var pseudonyms = new HashSet<String>();
        edges.stream().map(edge -> concerned(edge).parties()).forEach(parties -> {
            pseudonyms.addAll(parties.subjects());
            pseudonyms.addAll(parties.voices());
            parties.people().forEach(pseudonyms::addAll);
        });
        return pseudonyms;
    }

    private Concerned concerned(StoredEdge edge) {
        return concerned.computeIfAbsent(Standpoint.of(edge), _ -> new Concerned(parties(edge), names(edge)));
    }

    private Parties parties(StoredEdge edge) {
        var subjects = new HashSet<String>();
        var voices = new HashSet<String>();
        subjects(edge).forEach(subject -> {
            subjects.add(subject.digest());
            voices.addAll(people.personOf(subject));
        });
        edge.ends().stream().filter(EdgeDerivation::maySpeakForItself).forEach(end -> voices.add(end.digest()));
        voices.removeAll(subjects);
        agreement(edge).ifPresent(subjects::add);
        var from = edge.from();
        return new Parties(
                subjects, voices, from.kind() == Kind.DEVICE ? List.copyOf(people.peopleOf(from)) : List.of());
    }

    /** Whose consent an edge carries, besides the agreement under which it was supplied. */
    private Set<NodeRef> subjects(StoredEdge edge) {
        var from = edge.from();
        if (from.party() == Party.THIRD) {
            return Set.of();
        }
        return switch (from.kind()) {
            case CUSTOMER -> edge.type() == EdgeType.SAME_AS ? Set.copyOf(edge.ends()) : Set.of(from);
            case EMAIL -> orItself(from);
            case DEVICE -> Set.of(from);
            case SEGMENT -> throw new IllegalStateException("No edge leads from a segment");
        };
    }

    private Optional<String> agreement(StoredEdge edge) {
        return edge.provenance().party() == Party.THIRD
                ? Optional.of(agreements.apply(edge.provenance().source()))
                : Optional.empty();
    }

    private Set<NodeRef> orItself(NodeRef email) {
        var owners = people.recordsAt(email);
        return owners.isEmpty() ? Set.of(email) : owners;
    }

    private static boolean maySpeakForItself(NodeRef node) {
        return node.party() == Party.FIRST && (node.kind() == Kind.EMAIL || node.kind() == Kind.DEVICE);
    }

    /** A person goes by the first of their pseudonyms. */
    private List<String> names(StoredEdge edge) {
        var from = edge.from();
        return from.party() == Party.THIRD
                ? List.of(from.digest())
                : subjects(edge).stream()
                        .map(subject -> people.personOf(subject).first())
                        .distinct()
                        .sorted()
                        .toList();
    }
}
