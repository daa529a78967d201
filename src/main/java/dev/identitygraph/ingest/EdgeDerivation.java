package dev.identitygraph.ingest;

import static java.util.stream.Collectors.toCollection;

import dev.identitygraph.consent.EdgeConsents;
import dev.identitygraph.consent.Parties;
import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.store.EdgeChange;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What follows for one edge from who is who and from the ledger.
 *
 * <ul>
 *   <li>An edge from a customer carries the person's consent, and one from an e-mail address that of everyone who has
 *       the address, or the address's own while nobody is known to have it.
 *   <li>An edge from a device carries the device's own consent, and ends when the last of its people has said no.
 *   <li>What a third party supplied rests on its supply agreement besides, and on that alone where it leads from a
 *       third party's identity.
 *   <li>A no that is recorded for the e-mail address or the device at either end counts in any case.
 *   <li>A membership that ends serves no purpose after that.
 *   <li>An edge that linking has superseded is kept as evidence, and never walked.
 * </ul>
 */
final class EdgeDerivation {
    private final LinkedEdges linked;
    private final People people;
    private final UnaryOperator<String> agreements;

    /**
     * A derivation.
     *
     * @param linked who is who
     * @param agreements the pseudonym under which a source's supply agreement is in the ledger
     */
    EdgeDerivation(LinkedEdges linked, UnaryOperator<String> agreements) {
        this.linked = linked;
        this.people = new People(linked);
        this.agreements = agreements;
    }

    EdgeChange derive(StoredEdge edge, EdgeConsents consents) {
        var standing = linked.superseded(edge).isPresent() ? Standing.SUPERSEDED : Standing.ACTIVE;
        return new EdgeChange(edge, standing, subjects(edge), lasting(edge, consents.of(parties(edge))));
    }

    /** A membership that ends serves no longer than it lasts, whatever its consents say. */
    private static SortedMap<Purpose, Consent> lasting(StoredEdge edge, SortedMap<Purpose, Consent> consents) {
        edge.until().ifPresent(until -> consents.replaceAll((_, consent) -> consent.until(until)));
        return consents;
    }

    /** All pseudonyms under which something may be recorded that counts for these edges. */
    Set<String> pseudonyms(Collection<StoredEdge> edges) {
        var pseudonyms = new HashSet<String>();
        edges.stream()
                .map(this::parties)
                .forEach(parties -> Stream.of(parties.subjects(), parties.voices(), parties.people())
                        .flatMap(List::stream)
                        .forEach(pseudonyms::addAll));
        return pseudonyms;
    }

    private Parties parties(StoredEdge edge) {
        var from = edge.from();
        var voices = new ArrayList<Set<String>>();
        edge.ends().stream().filter(EdgeDerivation::maySpeakForItself).forEach(end -> voices.add(Set.of(end.digest())));
        List<Set<String>> ofDevice = from.kind() == Kind.DEVICE ? List.copyOf(people.peopleOf(from)) : List.of();
        return new Parties(
                Stream.concat(subjects(from).stream(), agreement(edge).stream()).toList(), voices, ofDevice);
    }

    /** Whose consent an edge from this node carries, besides the agreement under which it was supplied. */
    private List<Set<String>> subjects(NodeRef from) {
        if (from.party() == Party.THIRD) {
            return List.of();
        }
        return switch (from.kind()) {
            case CUSTOMER -> List.of(people.personOf(from));
            case EMAIL -> orItself(from);
            case DEVICE -> List.of(Set.of(from.digest()));
            case SEGMENT -> throw new IllegalStateException("No edge leads from a segment");
        };
    }

    private Optional<Set<String>> agreement(StoredEdge edge) {
        return edge.provenance().party() == Party.THIRD
                ? Optional.of(Set.of(agreements.apply(edge.provenance().source())))
                : Optional.empty();
    }

    private List<Set<String>> orItself(NodeRef email) {
        var owners = people.peopleOf(email);
        return owners.isEmpty() ? List.of(Set.of(email.digest())) : List.copyOf(owners);
    }

    private static boolean maySpeakForItself(NodeRef node) {
        return node.party() == Party.FIRST && (node.kind() == Kind.EMAIL || node.kind() == Kind.DEVICE);
    }

    /** A person goes by the first of their pseudonyms. */
    private List<String> subjects(StoredEdge edge) {
        var from = edge.from();
        if (from.party() == Party.THIRD) {
            return List.of(from.digest());
        }
        return subjects(from).stream()
                .map(subject -> new TreeSet<>(subject).first())
                .collect(toCollection(TreeSet::new))
                .stream()
                .toList();
    }
}
