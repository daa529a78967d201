/**
 * Who asks: the caller that a token proves, the registered clients, their operators and the purposes granted to them.
 * It uses {@code identity}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity"})
package dev.identitygraph.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
