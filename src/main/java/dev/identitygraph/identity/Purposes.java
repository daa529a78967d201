package dev.identitygraph.identity;

import java.util.List;
import java.util.Optional;

/** The purposes that exist, in the order of the schema. */
public record Purposes(List<Purpose> all) {
    public Optional<Purpose> find(String name) {
        return all.stream().filter(purpose -> purpose.name().equals(name)).findFirst();
    }

    public List<String> names() {
        return all.stream().map(Purpose::name).toList();
    }
}
