/**
 * The consent ledger, what it means for edges, and what consent signals say. It uses {@code identity}, {@code store}
 * and {@code yaml}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "store", "yaml"})
package dev.identitygraph.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
