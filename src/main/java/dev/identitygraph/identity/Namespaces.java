package dev.identitygraph.identity;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;

/** The declared namespaces, by name. */
public final class Namespaces {
    private final Map<String, Namespace> byName = new LinkedHashMap<>();

    public Namespaces(Collection<Namespace> namespaces) {
        namespaces.forEach(namespace -> byName.put(namespace.name(), namespace));
    }

    public Optional<Namespace> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those whose identities speak for themselves. */
    public Namespaces speaking() {
        return new Namespaces(byName.values().stream().filter(Namespace::speaks).toList());
    }

    public SequencedCollection<String> names() {
        return byName.keySet().stream().toList();
    }
}
