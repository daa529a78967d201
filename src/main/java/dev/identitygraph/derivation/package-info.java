/**
 * What follows for the edges of the graph from what was said of them: who is who, which edges count, what consent they
 * carry, and whose graphs a change unmade and made. It uses {@code identity}, {@code source} for supply agreements,
 * {@code link}, {@code store}, {@code consent} and {@code yaml}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "source", "link", "store", "consent", "yaml"})
package dev.identitygraph.derivation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
