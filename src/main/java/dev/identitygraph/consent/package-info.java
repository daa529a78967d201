/** The consent ledger and what it means for edges. It uses {@code identity} and {@code store}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "store"})
package dev.identitygraph.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
