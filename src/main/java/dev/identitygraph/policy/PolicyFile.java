package dev.identitygraph.policy;

import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.client.Clients;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.yaml.Faults;
import dev.identitygraph.yaml.InvalidFileException;
import dev.identitygraph.yaml.YamlText;
import dev.identitygraph.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the policy and the files beside it against the schema. Faults end the reading with one
 * {@link InvalidFileException}, which says of each where it stands and what would be right.
 */
public final class PolicyFile {
    private final GraphSchema schema;
    private final Namespaces namespaces;
    private final Set<String> optOuts;

    /**
     * A reader.
     *
     * @param optOuts the names of the opt-outs that subjects can have
     */
    public PolicyFile(GraphSchema schema, Namespaces namespaces, Set<String> optOuts) {
        this.schema = schema;
        this.namespaces = namespaces;
        this.optOuts = optOuts;
    }

    /**
     * Reads {@code policy.yaml}.
     *
     * @param version the digest of the file
     */
    public Policy policy(YamlValue file, String version) {
        return reading(faults -> policy(file, version, faults));
    }

    /** Reads {@code clients.yaml}. */
    public Clients clients(YamlValue file) {
        return reading(faults -> clients(file, faults));
    }

    /** Reads both, and checks what they permit together. */
    public CheckedPolicy checked(YamlText policyFile, YamlText clientsFile) {
        var policyYaml = policyFile.value();
        var clientsYaml = clientsFile.value();
        return reading(faults -> {
            var policy = policy(policyYaml, policyFile.digest(), faults);
            var clients = clients(clientsYaml, faults);
            // What is read in part would be found wanting for what is missing.
            faults.refuse();
            var check = new CircleCheck(policy, namespaces);
            check.faults(clients).forEach(fault -> faults.add(fault.placed(policyYaml, clientsYaml, clients)));
            return new CheckedPolicy(policy, clients, check);
        });
    }

    /** Reads a policy of the past, which need not cover a purpose that the schema has got since. */
    public Policy past(YamlText file) {
        return reading(faults -> new Policy(file.digest(), purposes(file.value(), faults)));
    }

    /** Reads {@code namespaces.yaml}. */
    public static Namespaces namespaces(YamlValue file) {
        return reading(faults -> {
            var namespaces = new ArrayList<Namespace>();
            file.entries()
                    .forEach((name, value) ->
                            faults.read(() -> namespace(name, value)).ifPresent(namespaces::add));
            return new Namespaces(namespaces);
        });
    }

    /** The names of the opt-outs that {@code signals.yaml} makes of signals: nobody can have another one. */
    public static Set<String> optOuts(YamlValue signals) {
        return Set.of(signals.require("gpc").require("optOut").text());
    }

    private static <T> T reading(Function<Faults, T> read) {
        var faults = new Faults();
        var whole = read.apply(faults);
        faults.refuse();
        return whole;
    }

    private Policy policy(YamlValue file, String version, Faults faults) {
        var purposes = purposes(file, faults);
        schema.purposes().all().stream()
                .filter(purpose -> !purposes.containsKey(purpose))
                .map(purpose ->
                        file.fault("purpose " + purpose + " of the schema is missing; the policy covers every purpose"))
                .forEach(faults::add);
        return new Policy(version, purposes);
    }

    private Map<Purpose, PurposePolicy> purposes(YamlValue file, Faults faults) {
        var reader = new PurposeReader(schema, namespaces, optOuts, faults);
        var purposes = new LinkedHashMap<Purpose, PurposePolicy>();
        faults.read(() -> file.entries(schema.purposes().names().toArray(String[]::new)));
        faults.read(file::entries)
                .orElse(Map.of())
                .forEach((name, value) -> schema.purposes()
                        .find(name)
                        .ifPresent(purpose -> purposes.put(purpose, reader.read(purpose, value))));
        return Collections.unmodifiableMap(purposes);
    }

    private Clients clients(YamlValue file, Faults faults) {
        var clients = new ArrayList<Client>();
        faults.read(file::entries).orElse(Map.of()).forEach((id, value) -> {
            faults.read(() ->
                    value.entries("operator", "type", "issuer", "suspended", "purposes", "authorities", "sources"));
            var operator = faults.read(() -> value.require("operator").text());
            var type = faults.read(() -> value.require("type").oneOf(ClientType.class));
            var issuer = faults.read(() -> value.get("issuer").map(YamlValue::text));
            var suspended = faults.read(() -> value.get("suspended").map(said -> said.oneOf(List.of("true", "false"))));
            var purposes = faults.read(() -> granted(value.require("purposes"), faults));
            var authorities = faults.read(() -> authorities(value, faults));
            var sources = faults.read(() -> sources(value, faults));
            if (operator.isPresent()
                    && type.isPresent()
                    && issuer.isPresent()
                    && suspended.isPresent()
                    && purposes.isPresent()
                    && authorities.isPresent()
                    && sources.isPresent()) {
                clients.add(new Client(
                        id,
                        operator.get(),
                        type.get(),
                        issuer.get(),
                        suspended.get().filter("true"::equals).isPresent(),
                        purposes.get(),
                        authorities.get(),
                        sources.get()));
            }
        });
        return new Clients(clients);
    }

    private Set<Purpose> granted(YamlValue list, Faults faults) {
        var names = schema.purposes().names();
        var purposes = new LinkedHashSet<Purpose>();
        list.items()
                .forEach(item ->
                        faults.read(() -> new Purpose(item.oneOf(names))).ifPresent(purposes::add));
        return purposes;
    }

    private static Set<Authority> authorities(YamlValue client, Faults faults) {
        var authorities = new LinkedHashSet<Authority>();
        client.get("authorities")
                .map(YamlValue::items)
                .orElse(List.of())
                .forEach(item -> faults.read(() -> item.oneOf(Authority.class)).ifPresent(authorities::add));
        return authorities;
    }

    private static Set<String> sources(YamlValue client, Faults faults) {
        var sources = new LinkedHashSet<String>();
        client.get("sources")
                .map(YamlValue::items)
                .orElse(List.of())
                .forEach(item -> faults.read(item::text).ifPresent(sources::add));
        return sources;
    }

    private static Namespace namespace(String name, YamlValue value) {
        value.entries("about", "kind", "party", "storage");
        var labels = List.of("Customer", "Email", "Device", "Segment");
        var kind = Kind.ofLabel(value.require("kind").oneOf(labels)).orElseThrow();
        var storage = value.require("storage").oneOf(Namespace.Storage.class);
        if (kind != Kind.EMAIL && storage != Namespace.Storage.CLEAR) {
            throw value.require("storage")
                    .fault("the schema shows the value of every " + kind.label() + ", so CLEAR is right here");
        }
        return new Namespace(name, kind, value.require("party").oneOf(Party.class), storage);
    }
}
