/**
 * Input to graph: read, normalise, link, and write with provenance and consent. It uses {@code identity}, {@code link},
 * {@code store}, {@code audit}, {@code consent} and {@code yaml}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "link", "store", "audit", "consent", "yaml"})
package dev.identitygraph.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
