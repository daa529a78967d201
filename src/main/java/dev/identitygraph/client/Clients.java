package dev.identitygraph.client;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The registered clients, by id. Whoever is not among them is refused. */
public final class Clients {
    private final Map<String, Client> byId = new TreeMap<>();

    public Clients(Collection<Client> clients) {
        clients.forEach(client -> byId.put(client.id(), client));
    }

    public Collection<Client> all() {
        return byId.values();
    }

    public Optional<Client> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
