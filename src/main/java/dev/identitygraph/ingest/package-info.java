/**
 * Statements to graph, written with provenance and consent: imports, requests, snapshots and retention. It uses
 * {@code identity}, {@code source}, {@code link}, {@code derivation}, {@code retraction} to end what is not said any
 * more, {@code store}, {@code consent} and {@code yaml}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"identity", "source", "link", "derivation", "retraction", "store", "consent", "yaml"})
package dev.identitygraph.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
