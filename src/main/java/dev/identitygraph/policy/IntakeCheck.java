package dev.identitygraph.policy;

import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.client.Clients;
import dev.identitygraph.identity.Aspect;
import dev.identitygraph.policy.CheckFault.Concerns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Proves that nobody who brings links in can ask by them whose a device is, and that every source that a client brings
 * observations in for is that client's own.
 */
final class IntakeCheck {
    private final Collection<Reach> reaches;

    IntakeCheck(Collection<Reach> reaches) {
        this.reaches = reaches;
    }

    List<CheckFault> faults(Clients clients) {
        var faults = new ArrayList<CheckFault>();
        var owners = new TreeMap<String, Client>();
        for (var client : clients.all()) {
            var ingests = client.authorities().contains(Authority.INGEST);
            if (ingests == client.sources().isEmpty()) {
                faults.add(fault(
                        client,
                        ingests
                                ? "holds INGEST, but has no sources; name those that are its own"
                                : "has sources, but does not hold INGEST; take them away, or grant it"));
            }
            if (ingests) {
                asksWhose(client).map(what -> fault(client, what)).forEach(faults::add);
            }
            for (var source : client.sources()) {
                var other = owners.putIfAbsent(source, client);
                if (other != null) {
                    faults.add(fault(
                            client,
                            "has the source %s, which is client %s's; a source is one client's own"
                                    .formatted(source, other.id())));
                }
            }
        }
        return faults;
    }

    private Stream<String> asksWhose(Client client) {
        return Stream.concat(
                        reaches.stream()
                                .filter(reach -> client.purposes().contains(reach.purpose()))
                                .flatMap(reach -> toPeople(reach).stream()),
                        client.authorities().stream()
                                .filter(authority -> !authority.tellsOf().isEmpty())
                                .sorted()
                                .map(authority -> "authority " + authority))
                .map(what -> "holds INGEST and " + what
                        + "; whoever brings links in may not ask by them who is behind a device");
    }

    /** A hop of the purpose by which one comes from behaviour to a person, if there is one. */
    private static Optional<String> toPeople(Reach reach) {
        return reach.taken().entrySet().stream()
                .flatMap(hop -> hop.getValue().stream()
                        .filter(walk -> walk.from().aspect() == Aspect.BEHAVIORAL
                                && walk.to().aspect() == Aspect.PERSONAL)
                        .map(walk -> "purpose %s, which leads from behaviour to a person by %s (%s)"
                                .formatted(reach.purpose(), hop.getKey(), walk)))
                .sorted()
                .findFirst();
    }

    private static CheckFault fault(Client client, String message) {
        return new CheckFault(new Concerns.OneClient(client.id()), "client " + client.id() + " " + message);
    }
}
