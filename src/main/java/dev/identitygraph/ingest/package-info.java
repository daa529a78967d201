/**
 * Input to graph: read, normalise, link, and write with provenance and consent. It uses {@code identity},
 * {@code store}, {@code consent} and {@code yaml}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "store", "consent", "yaml"})
package dev.identitygraph.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
