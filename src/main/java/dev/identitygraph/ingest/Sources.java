package dev.identitygraph.ingest;

import java.util.List;
import java.util.Optional;

/** The described sources, in the order in which a folder is imported. */
record Sources(List<Source> all) {
    Optional<Source> find(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}
