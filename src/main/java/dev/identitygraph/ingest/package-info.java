/**
 * Statements to graph: written with provenance and consent, retracted and decided about. It uses {@code identity},
 * {@code source}, {@code link}, {@code derivation}, {@code store}, {@code audit}, {@code consent} and {@code yaml}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"identity", "source", "link", "derivation", "store", "audit", "consent", "yaml"})
package dev.identitygraph.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
