package dev.identitygraph.scenario;

import dev.identitygraph.client.ClientType;
import dev.identitygraph.identity.Consent;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Standing;
import dev.identitygraph.oracle.Asker;
import dev.identitygraph.oracle.Cursor;
import dev.identitygraph.oracle.Denial;
import dev.identitygraph.oracle.Edge;
import dev.identitygraph.oracle.Graph;
import dev.identitygraph.oracle.Opaque;
import dev.identitygraph.oracle.Question;
import dev.identitygraph.oracle.Verdict;
import dev.identitygraph.oracle.Vocabulary;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a scenario. What it leaves out is as {@code _defaults.yaml} says. */
final class ScenarioReader {
    private static final Defaults DEFAULTS = Defaults.SHIPPED;

    private final Vocabulary vocabulary;
    private final Map<String, @Nullable Object> yaml;
    private final Set<String> purposes;

    private ScenarioReader(Vocabulary vocabulary, Map<String, @Nullable Object> yaml) {
        this.vocabulary = vocabulary;
        this.yaml = yaml;
        this.purposes = Yamls.mapping(yaml, "policy").keySet();
    }

    static Scenario read(Vocabulary vocabulary, String text) {
        return new ScenarioReader(vocabulary, Yamls.read(text)).scenario();
    }

    private Scenario scenario() {
        var client = client();
        return new Scenario(
                Yamls.text(yaml, "name"),
                Yamls.text(yaml, "why"),
                graph(Yamls.mapping(yaml, "graph")),
                Yamls.write(DEFAULTS.policy(vocabulary, Yamls.mapping(yaml, "policy"))),
                client,
                new Question(
                        Yamls.text(yaml, "document"),
                        optional("operation"),
                        variables(),
                        optional("header"),
                        client.purposes(),
                        asker(client),
                        Instant.parse(optional("at").orElse(DEFAULTS.at()))),
                expected(Yamls.mapping(yaml, "expected")),
                Yamls.list(yaml.getOrDefault("then", List.of())).stream()
                        .map(Yamls::mapping)
                        .map(this::step)
                        .toList());
    }

    /** A later step says what is other than in the first one. */
    private Scenario step(Map<String, @Nullable Object> says) {
        var whole = Yamls.copy(yaml);
        whole.remove("then");
        whole.putAll(says);
        return new ScenarioReader(vocabulary, whole).scenario();
    }

    /** The variables, of which one may be a cursor: {@code CURSOR PERSONALIZATION Customer.devices 0}. */
    private Map<String, @Nullable Object> variables() {
        var variables = new LinkedHashMap<String, @Nullable Object>();
        Yamls.mapping(yaml, "variables")
                .forEach((name, value) -> variables.put(
                        name, value instanceof String text && text.startsWith("CURSOR ") ? cursor(text) : value));
        return variables;
    }

    private static Cursor cursor(String text) {
        var parts = text.split(" ", 4);
        return new Cursor(new Purpose(parts[1]), parts[2], Integer.parseInt(parts[3]));
    }

    private Optional<String> optional(String name) {
        return Optional.ofNullable(yaml.get(name)).map(String::valueOf);
    }

    private Asker asker(Client client) {
        var devices = new HashMap<String, String>();
        Yamls.mapping(yaml, "cookies").forEach((namespace, value) -> devices.put(namespace, String.valueOf(value)));
        return new Asker(client.type() == ClientType.CONFIDENTIAL, optional("person"), devices);
    }

    private Client client() {
        var says = Yamls.over(DEFAULTS.client(), Yamls.mapping(yaml, "client"));
        Collection<?> held = says.get("purposes") == null ? purposes : Yamls.list(says.get("purposes"));
        return new Client(
                Yamls.text(says, "id"),
                Yamls.text(says, "operator"),
                ClientType.valueOf(Yamls.text(says, "type")),
                held.stream().map(String::valueOf).map(Purpose::new).collect(Collectors.toUnmodifiableSet()));
    }

    private Graph graph(Map<String, @Nullable Object> says) {
        var nodes = new LinkedHashMap<String, Identity>();
        Yamls.mapping(says, "nodes").forEach((name, identity) -> nodes.put(name, identity(String.valueOf(identity))));
        return new Graph(
                List.copyOf(nodes.values()),
                Yamls.list(says.getOrDefault("edges", List.of())).stream()
                        .map(edge -> edge(nodes, Yamls.mapping(edge)))
                        .toList(),
                members(nodes, Yamls.mapping(says, "members")));
    }

    private static Map<Identity, Map<Purpose, Integer>> members(
            Map<String, Identity> nodes, Map<String, @Nullable Object> says) {
        var members = new LinkedHashMap<Identity, Map<Purpose, Integer>>();
        says.forEach((segment, numbers) -> {
            var published = new LinkedHashMap<Purpose, Integer>();
            Yamls.mapping(numbers)
                    .forEach((purpose, number) ->
                            published.put(new Purpose(purpose), Integer.valueOf(String.valueOf(number))));
            members.put(Objects.requireNonNull(nodes.get(segment)), published);
        });
        return members;
    }

    /** An identity, written as in {@code crm:1001}. */
    private Identity identity(String text) {
        var parts = text.split(":", 2);
        return new Identity(vocabulary.namespace(parts[0]), parts[1]);
    }

    private Edge edge(Map<String, Identity> nodes, Map<String, @Nullable Object> own) {
        var says = Yamls.over(DEFAULTS.edge(), own);
        return new Edge(
                EdgeType.valueOf(Yamls.text(says, "type")),
                Objects.requireNonNull(nodes.get(Yamls.text(says, "from"))),
                Objects.requireNonNull(nodes.get(Yamls.text(says, "to"))),
                Standing.valueOf(Yamls.text(says, "standing")),
                consents(Yamls.mapping(says, "consent")),
                new Provenance(
                        Yamls.text(says, "source"),
                        Party.valueOf(Yamls.text(says, "party")),
                        Method.valueOf(Yamls.text(says, "method")),
                        Double.parseDouble(Yamls.text(says, "confidence")),
                        Instant.parse(Yamls.text(says, "observedAt")),
                        Instant.parse(Yamls.text(says, "recordedAt")),
                        List.of()));
    }

    private Map<Purpose, Consent> consents(Map<String, @Nullable Object> own) {
        var consents = new HashMap<Purpose, Consent>();
        for (var purpose : purposes) {
            if (!"NONE".equals(own.get(purpose))) {
                consents.put(
                        new Purpose(purpose), consent(Yamls.over(DEFAULTS.consent(), Yamls.mapping(own, purpose))));
            }
        }
        own.keySet().stream()
                .filter(name -> name.startsWith("OPT_OUT_"))
                .forEach(optOut -> consents.put(
                        new Purpose(optOut), consent(Yamls.over(DEFAULTS.consent(), Yamls.mapping(own, optOut)))));
        return consents;
    }

    private static Consent consent(Map<String, @Nullable Object> says) {
        return new Consent(
                ConsentStatus.valueOf(Yamls.text(says, "status")),
                LawfulBasis.valueOf(Yamls.text(says, "lawfulBasis")),
                Instant.parse(Yamls.text(says, "validFrom")),
                Instant.parse(Yamls.text(says, "validUntil")),
                "record");
    }

    private static Verdict expected(Map<String, @Nullable Object> says) {
        if (says.containsKey("data")) {
            return new Verdict.Answered(Yamls.mapping(answer(says.get("data"))));
        }
        return new Verdict.Refused(Yamls.list(says.get("refused")).stream()
                .map(Yamls::mapping)
                .map(denial ->
                        new Denial(Yamls.text(denial, "code"), String.valueOf(denial.getOrDefault("coordinate", ""))))
                .collect(Collectors.toSet()));
    }

    /** An answer, in which OPAQUE stands for any text. */
    private static @Nullable Object answer(@Nullable Object written) {
        return switch (written) {
            case Map<?, ?> object -> {
                var read = new LinkedHashMap<String, @Nullable Object>();
                object.forEach((name, value) -> read.put(String.valueOf(name), answer(value)));
                yield read;
            }
            case List<?> list -> list.stream().map(ScenarioReader::answer).toList();
            case String text when text.equals("OPAQUE") -> Opaque.TEXT;
            case null, default -> written;
        };
    }
}
