package dev.identitygraph.oracle;

import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Quadrant;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the policy says of one hop of one purpose. */
public record HopRule(
        List<Walk> walks,
        List<Party> parties,
        List<LawfulBasis> bases,
        List<Method> methods,
        double minConfidence,
        Optional<Period> oldest) {

    /** The quadrants that a hop may lead between. */
    public record Walk(Quadrant from, Quadrant to) {}

    static HopRule of(Map<String, Object> yaml) {
        return new HopRule(
                texts(yaml, "walks").stream()
                        .map(walk -> walk.split(" -> ", 2))
                        .map(ends -> new Walk(Quadrant.valueOf(ends[0]), Quadrant.valueOf(ends[1])))
                        .toList(),
                texts(yaml, "party").stream().map(Party::valueOf).toList(),
                texts(yaml, "lawfulBasis").stream().map(LawfulBasis::valueOf).toList(),
                texts(yaml, "methods").stream().map(Method::valueOf).toList(),
                ((Number) Objects.requireNonNull(yaml.get("minConfidence"))).doubleValue(),
                Optional.ofNullable((String) yaml.get("oldest")).map(Period::parse));
    }

    @SuppressWarnings("unchecked") // The file has a list of texts there.
    static List<String> texts(Map<String, Object> yaml, String name) {
        return (List<String>) Objects.requireNonNull(yaml.get(name), name);
    }

    /** Whether an edge that serves the purpose may be walked from one quadrant to another. */
    boolean admits(Edge edge, LawfulBasis basis, Walk walk, Instant at) {
        return bases.contains(basis) && admits(edge, walk, at);
    }

    /** The same for whom no basis is asked. */
    boolean admits(Edge edge, Walk walk, Instant at) {
        var provenance = edge.provenance();
        return parties.contains(provenance.party())
                && methods.contains(provenance.method())
                && provenance.confidence() >= minConfidence
                && oldest.map(age -> !provenance.observedAt().isBefore(before(at, age)))
                        .orElse(true)
                && walks.contains(walk);
    }

    private static Instant before(Instant at, Period age) {
        return at.atOffset(ZoneOffset.UTC).minus(age).toInstant();
    }

    /**
     * Where a document that stands in one of these quadrants may stand after the hop; nowhere, if it may not take it.
     */
    public Set<Quadrant> leadsTo(Set<Quadrant> standing) {
        return walks.stream()
                .filter(walk -> standing.contains(walk.from()))
                .map(Walk::to)
                .collect(Collectors.toUnmodifiableSet());
    }
}
