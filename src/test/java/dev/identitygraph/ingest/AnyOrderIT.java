package dev.identitygraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.link.Link;
import dev.identitygraph.link.LinkingFile;
import dev.identitygraph.link.LinkingRules;
import dev.identitygraph.link.RandomObservations;
import dev.identitygraph.scenario.Cases;
import dev.identitygraph.scenario.Choice;
import dev.identitygraph.source.ConsentStatement;
import dev.identitygraph.source.Observation;
import dev.identitygraph.source.Statement;
import dev.identitygraph.testing.IntegrationTest;
import dev.identitygraph.testing.StoredGraph;
import dev.identitygraph.yaml.YamlText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Links, memberships and consents give one graph, with what is derived for every edge of it: in any order, in batches
 * of any size, by any rules, and relinked as a whole.
 */
@IntegrationTest
class AnyOrderIT {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Purpose> PURPOSES = List.of(new Purpose("PERSONALIZATION"), new Purpose("RETARGETING"));

    @Autowired
    private LinkedGraph linked;

    @Autowired
    private StoredGraph graph;

    @Autowired
    private Namespaces namespaces;

    @AfterEach
    void leaveNothing() {
        graph.empty();
    }

    @Test
    void anyOrderAndAnyBatchesGiveTheGraphThatRelinkingAllOfItGives() {
        var cases = new Cases("Any order gives the graph that relinking gives", 20);
        for (; cases.next(); cases.tried()) {
            var choice = new Choice(cases.seed());
            var rules = new RandomObservations(choice).rules(namespaces);
            var statements = statements(choice, rules);
            var one = written(rules, statements, choice);
            linked.new ByRules(rules).relinkAll();
            if (!edges().equals(one)) {
                throw cases.failure("relinked\n%s\nand before\n%s".formatted(edges(), one), text(statements));
            }
            Collections.shuffle(statements, new Random(cases.seed()));
            var other = written(rules, statements, choice);
            if (!other.equals(one)) {
                throw cases.failure("in another order\n%s\nand in one\n%s".formatted(other, one), text(statements));
            }
        }
    }

    @Test
    void aGraphThatIsRelinkedByOtherRulesIsTheOneThatTheyMake() {
        var cases = new Cases("Relinked by other rules it is theirs", 20);
        for (; cases.next(); cases.tried()) {
            var choice = new Choice(cases.seed());
            var before = new RandomObservations(choice).rules(namespaces);
            var rules = new RandomObservations(choice).rules(namespaces);
            var statements = statements(choice, rules);
            var theirs = written(rules, statements, choice);
            written(before, statements, choice);
            linked.new ByRules(rules).relinkAll();
            if (!edges().equals(theirs)) {
                throw cases.failure("relinked\n%s\nand made\n%s".formatted(edges(), theirs), text(statements));
            }
        }
    }

    @Test
    void aNewMembershipOfAnAddressGoesByTheOwnerWhoHasAnotherOneThatNeverLinks() {
        var rules = LinkingFile.read(new YamlText("linking.yaml", """
                            namespaces:
                              crm: {kind: Customer, priority: 5}
                              email: {kind: Email, priority: 3, unique: true, mayBeShared: true, never: ["test@*"]}
                              app: {kind: Device, priority: 2}
                              cookie: {kind: Device, priority: 1}
                              onboarding: {kind: Email, party: THIRD, priority: 1}
                              adnet: {kind: Device, party: THIRD, priority: 1}
                            """).value(), namespaces);
        var record = identity("crm", "1");
        var address = identity("email", "a@example.com");
        var product = linked.new ByRules(rules);
        graph.empty();
        product.write(List.of(
                seen(FIRST.plusSeconds(1), record, address, LinkedGraph.pairs(List.of(record, address))),
                seen(
                        FIRST.plusSeconds(2),
                        record,
                        identity("email", "test@example.com"),
                        LinkedGraph.pairs(List.of(record, identity("email", "test@example.com")))),
                said(FIRST, address, ConsentStatus.GRANTED, PURPOSES.getFirst()),
                said(FIRST.plusSeconds(3), record, ConsentStatus.WITHDRAWN, PURPOSES.getFirst())));
        var segment = segment("s-1");
        product.write(List.of(seen(
                FIRST.plusSeconds(4), address, segment, List.of(new Link(EdgeType.IN_SEGMENT, address, segment)))));
        var written = edges();
        product.relinkAll();
        assertThat(edges()).isEqualTo(written);
    }

    private Map<String, Object> written(LinkingRules rules, List<Statement> statements, Choice choice) {
        graph.empty();
        var product = linked.new ByRules(rules);
        for (var from = 0; from < statements.size(); ) {
            var to = Math.min(statements.size(), from + choice.number(1, 4));
            product.write(statements.subList(from, to));
            from = to;
        }
        assertThat(edges()).isNotEmpty();
        return edges();
    }

    private Map<String, Object> edges() {
        var edges = new TreeMap<>(graph.all());
        edges.keySet().removeIf(id -> id.startsWith("Source") || id.startsWith("File"));
        return edges;
    }

    private List<Statement> statements(Choice choice, LinkingRules rules) {
        var identities = new ArrayList<Identity>();
        rules.all()
                .forEach(rule -> List.of("0", "1", "2", "test@example.com")
                        .subList(0, rule.namespace().kind() == Kind.EMAIL ? 4 : 3)
                        .forEach(value -> identities.add(new Identity(rule.namespace(), value))));
        var segments = List.of(segment("s-1"), segment("s-2"));
        var statements = new ArrayList<Statement>();
        for (var count = choice.number(4, 24); count > 0; count--) {
            var one = choice.oneOf(identities);
            if (choice.happens(0.5)) {
                var other = choice.oneOf(identities);
                statements.add(seen(choice, one, other, LinkedGraph.pairs(List.of(one, other))));
            } else if (choice.happens(0.5)) {
                var segment = choice.oneOf(segments);
                var membership = new Link(EdgeType.IN_SEGMENT, one, segment);
                if (membership.isPossible()) {
                    statements.add(seen(choice, one, segment, List.of(membership)));
                }
            } else if (one.namespace().party() == Party.FIRST) {
                statements.add(said(choice, one));
            }
        }
        statements.add(seen(choice, identities.getFirst(), identities.getLast(), List.of()));
        var segment = segments.getFirst();
        var member = identities.getFirst();
        statements.add(seen(choice, member, segment, List.of(new Link(EdgeType.IN_SEGMENT, member, segment))));
        return statements;
    }

    private Identity segment(String value) {
        return identity("segment", value);
    }

    private Identity identity(String namespace, String value) {
        return new Identity(namespaces.find(namespace).orElseThrow(), value);
    }

    private static Statement seen(Choice choice, Identity one, Identity other, List<Link> links) {
        return seen(at(choice), one, other, links);
    }

    private static Statement seen(Instant at, Identity one, Identity other, List<Link> links) {
        return new Statement(
                "file",
                1,
                List.of(new Observation(
                        at,
                        Method.DETERMINISTIC,
                        1,
                        Optional.empty(),
                        new LinkedHashSet<>(List.of(one, other)),
                        links)),
                List.of(),
                List.of());
    }

    private static Statement said(Choice choice, Identity subject) {
        return said(
                at(choice),
                subject,
                choice.happens(0.7) ? ConsentStatus.GRANTED : ConsentStatus.WITHDRAWN,
                choice.oneOf(PURPOSES));
    }

    private static Statement said(Instant given, Identity subject, ConsentStatus status, Purpose purpose) {
        return new Statement(
                "file",
                1,
                List.of(),
                List.of(new ConsentStatement(
                        subject,
                        purpose,
                        status,
                        LawfulBasis.CONSENT,
                        given,
                        given,
                        FIRST.plus(Duration.ofDays(3_650)),
                        new ConsentEvidence("", "", "", "", List.of(), "", "", false))),
                List.of());
    }

    private static Instant at(Choice choice) {
        return FIRST.plusSeconds(choice.number(1, 12));
    }

    private static String text(List<Statement> statements) {
        var text = new StringBuilder();
        statements.forEach(statement -> text.append(statement).append('\n'));
        return text.toString();
    }
}
