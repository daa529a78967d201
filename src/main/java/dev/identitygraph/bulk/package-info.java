/**
 * The first load of a new graph by Neo4j's own bulk import, to the same result as an import into a graph that is there.
 * It needs no Neo4j that runs. It uses {@code identity}, {@code source}, {@code link}, {@code store}, {@code consent},
 * {@code derivation}, {@code ingest} and {@code yaml}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"identity", "source", "link", "store", "consent", "derivation", "ingest", "yaml"})
package dev.identitygraph.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
