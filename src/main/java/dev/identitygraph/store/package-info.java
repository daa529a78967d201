/**
 * The graph and its keys: the only code that touches the driver, and the only one that can make a pseudonym or read an
 * address. It uses {@code identity}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity"})
package dev.identitygraph.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
