/**
 * The vocabulary of the graph: kinds, edges, quadrants, identities, consent and provenance, in plain Java. It uses no
 * other package.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.identitygraph.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
