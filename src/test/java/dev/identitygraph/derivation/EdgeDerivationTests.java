package dev.identitygraph.derivation;

import static java.util.Objects.requireNonNull;

import dev.identitygraph.consent.EdgeConsents;
import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.link.LinkingFile;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.scenario.Cases;
import dev.identitygraph.scenario.Choice;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.StoredEdge;
import dev.identitygraph.yaml.YamlText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a link between records makes of consent: it never widens it. */
class EdgeDerivationTests {
    private static final LinkingRules RULES = LinkingFile.read(new YamlText("linking.yaml", """
            namespaces:
              crm: {kind: Customer, priority: 5}
              email: {kind: Email, priority: 4, mayBeShared: true}
              cookie: {kind: Device, priority: 3}
            """).value());
    private static final List<NodeRef> RECORDS = nodes(Kind.CUSTOMER, "anna", "ben", "clara", "dora");
    private static final List<NodeRef> ADDRESSES = nodes(Kind.EMAIL, "home", "work");
    private static final List<NodeRef> DEVICES = nodes(Kind.DEVICE, "laptop", "phone");
    private static final NodeRef SEGMENT = new NodeRef(Kind.SEGMENT, Party.FIRST, "segment");
    private static final List<Purpose> PURPOSES =
            List.of(new Purpose("ADS"), new Purpose("MAIL"), Purpose.optOut("GPC"));

    @Test
    void aLinkNeverWidensConsent() {
        var cases = new Cases("A link never widens consent");
        for (; cases.next(); cases.tried()) {
            var choice = new Choice(cases.seed());
            var edges = edges(choice);
            var consents = new EdgeConsents(words(choice), day(10));
            var link = edge(EdgeType.SAME_AS, choice.oneOf(RECORDS.subList(0, 2)), choice.oneOf(RECORDS.subList(2, 4)));
            var before = derived(edges, consents);
            var after = derived(and(edges, link), consents);
            before.forEach((edge, without) -> {
                var with = requireNonNull(after.get(edge));
                if (!isWithin(with, without)) {
                    throw cases.failure(
                            "%s says %s, and without the link %s".formatted(edge, with, without),
                            edges.stream().map(StoredEdge::edgeId).toList() + " and " + link.edgeId());
                }
            });
        }
    }

    /** Whether an edge permits nothing that it does not permit with other consents, opt-outs included. */
    private static boolean isWithin(Map<Purpose, Consent> consents, Map<Purpose, Consent> wider) {
        return consents.entrySet().stream()
                        .filter(said -> !said.getKey().isOptOut())
                        .allMatch(said -> isIn(said.getValue(), Optional.ofNullable(wider.get(said.getKey()))))
                && wider.keySet().stream().filter(Purpose::isOptOut).allMatch(consents::containsKey);
    }

    /** Whether a consent permits nothing that another one does not. */
    private static boolean isIn(Consent consent, Optional<Consent> other) {
        return consent.status() != ConsentStatus.GRANTED
                || other.filter(wider -> wider.status() == ConsentStatus.GRANTED
                                && !consent.validFrom().isBefore(wider.validFrom())
                                && !consent.validUntil().isAfter(wider.validUntil())
                                && consent.lawfulBasis().compareTo(wider.lawfulBasis()) >= 0)
                        .isPresent();
    }

    private static Map<String, SortedMap<Purpose, Consent>> derived(
            Collection<StoredEdge> edges, EdgeConsents consents) {
        var links = edges.stream()
                .filter(edge -> edge.type() != EdgeType.IN_SEGMENT)
                .toList();
        var derivation = new EdgeDerivation(
                new LinkedEdges(links, _ -> false, _ -> false, _ -> List.of(), RULES, RULES.namespaces()),
                source -> source);
        return edges.stream()
                .collect(Collectors.toMap(
                        StoredEdge::edgeId,
                        edge -> derivation.derive(edge, consents).consents()));
    }

    private static List<StoredEdge> edges(Choice choice) {
        var edges = new ArrayList<StoredEdge>();
        Stream.of(RECORDS, ADDRESSES, DEVICES)
                .flatMap(List::stream)
                .forEach(node -> edges.add(edge(EdgeType.IN_SEGMENT, node, SEGMENT)));
        RECORDS.forEach(record -> {
            choice.someOf(ADDRESSES, 0.4).forEach(address -> edges.add(edge(EdgeType.HAS_EMAIL, record, address)));
            choice.someOf(DEVICES, 0.4).forEach(device -> edges.add(edge(EdgeType.USES, record, device)));
        });
        ADDRESSES.forEach(address ->
                choice.someOf(DEVICES, 0.3).forEach(device -> edges.add(edge(EdgeType.SEEN_ON, address, device))));
        if (choice.happens(0.4)) {
            edges.add(edge(EdgeType.SAME_AS, RECORDS.get(0), RECORDS.get(1)));
        }
        if (choice.happens(0.4)) {
            edges.add(edge(EdgeType.SAME_AS, RECORDS.get(2), RECORDS.get(3)));
        }
        return edges;
    }

    private static List<ConsentRecord> words(Choice choice) {
        var names = Stream.of(RECORDS, ADDRESSES, DEVICES)
                .flatMap(List::stream)
                .map(NodeRef::digest)
                .toList();
        var words = new ArrayList<ConsentRecord>();
        for (var number = choice.number(0, 24); number > 0; number--) {
            var given = choice.number(1, 9);
            words.add(new ConsentRecord(
                    "word-" + number,
                    choice.oneOf(names),
                    choice.oneOf(PURPOSES),
                    choice.happens(0.7) ? ConsentStatus.GRANTED : choice.oneOf(List.of(ConsentStatus.values())),
                    choice.happens(0.8) ? LawfulBasis.CONSENT : choice.oneOf(List.of(LawfulBasis.values())),
                    day(given),
                    day(choice.happens(0.8) ? given : choice.number(given, 14)),
                    day(choice.number(8, 30)),
                    new ConsentEvidence("", "", "", "", List.of(), "", "", false),
                    "source",
                    day(given)));
        }
        return words;
    }

    private static StoredEdge edge(EdgeType type, NodeRef from, NodeRef to) {
        Function<NodeRef, String> namespace = node -> switch (node.kind()) {
            case CUSTOMER -> "crm";
            case EMAIL -> "email";
            case DEVICE -> "cookie";
            case SEGMENT -> "segment";
        };
        return StoredEdge.reported(
                type + " " + from.digest() + " " + to.digest(),
                type,
                from,
                namespace.apply(from),
                to,
                namespace.apply(to),
                new Provenance("source", Party.FIRST, Method.DETERMINISTIC, 1, day(1), day(1), List.of("seen")),
                Optional.empty());
    }

    private static List<StoredEdge> and(List<StoredEdge> edges, StoredEdge one) {
        return Stream.concat(edges.stream(), Stream.of(one)).toList();
    }

    private static List<NodeRef> nodes(Kind kind, String... digests) {
        return Stream.of(digests)
                .map(digest -> new NodeRef(kind, Party.FIRST, digest))
                .toList();
    }

    private static Instant day(int day) {
        return Instant.EPOCH.plusSeconds(86_400L * day);
    }
}
