package dev.identitygraph.client;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registered clients, by id. Whoever is not among them is refused. */
public final class Clients {
    private final Map<String, Client> byId;

    public Clients(Collection<Client> clients) {
        byId = clients.stream().collect(Collectors.toUnmodifiableMap(Client::id, Function.identity()));
    }

    public Optional<Client> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
