package dev.identitygraph.link;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.yaml.YamlText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What it costs to link everybody anew in memory, without a database: each customer has an address and two devices,
 * each with an advertising id, and one in twenty shares a device with the next one.
 *
 * <p>{@code mvn -P bench verify -Dit.test=LinkerBenchmark [-Dbench.linked=1000000]}
 */
class LinkerBenchmark {
    private static final int CUSTOMERS = Integer.getInteger("bench.linked", 1_000_000);

    private static final LinkingRules RULES = LinkingFile.read(new YamlText("linking.yaml", """
        namespaces:
          crm: {kind: Customer, priority: 500, unique: true, limit: 500}
          email: {kind: Email, priority: 400, limit: 200, never: ["test@*"]}
          cookie: {kind: Device, priority: 200, limit: 50}
          adnet: {kind: Device, party: THIRD, priority: 100, limit: 50, never: ["0"]}
        """).value());

    @Test
    void linkAll() {
        var evidence = evidence();
        for (var round = 0; round < 3; round++) {
            var start = System.nanoTime();
            var linking = new Linker(RULES).link(evidence);
            var linked = System.nanoTime();
            var graphs = linking.graphs().size();
            System.out.printf(
                    "link %,d identities by %,d links: %.1f s; list %,d graphs: %.1f s%n",
                    evidence.identities().size(),
                    evidence.claims().size(),
                    (linked - start) / 1e9,
                    graphs,
                    (System.nanoTime() - linked) / 1e9);
        }
    }

    private static Evidence evidence() {
        var random = new Random(42);
        var identities = new HashSet<Identity>();
        var claims = new ArrayList<Claim>();
        for (var i = 0; i < CUSTOMERS; i++) {
            var customer = identity("crm", i);
            claim(claims, identities, random, customer, identity("email", i));
            for (var device = 2 * i; device < 2 * i + 2; device++) {
                claim(claims, identities, random, customer, identity("cookie", device));
                claim(claims, identities, random, identity("cookie", device), identity("adnet", device));
            }
            if (random.nextInt(20) == 0) {
                claim(claims, identities, random, customer, identity("cookie", 2 * i + 2));
            }
        }
        return Evidence.of(identities, claims, List.of(), Set.of());
    }

    private static void claim(
            List<Claim> claims, Set<Identity> identities, Random random, Identity one, Identity other) {
        identities.add(one);
        identities.add(other);
        Link.between(one, other)
                .map(link -> new Claim(
                        link, Instant.ofEpochSecond(1_700_000_000L + random.nextInt(50_000_000)), Optional.empty()))
                .ifPresent(claims::add);
    }

    private static final Namespaces NAMESPACES = RULES.namespaces();

    private static Identity identity(String namespace, int number) {
        Namespace known = NAMESPACES.find(namespace).orElseThrow();
        return new Identity(known, namespace.equals("email") ? number + "@example.com" : String.valueOf(number + 1));
    }
}
