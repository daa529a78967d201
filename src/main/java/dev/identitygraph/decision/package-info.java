/**
 * What privacy officers decide about who is one person, whether it is in force, and why two identities are linked or
 * not. It uses {@code identity}, {@code source} for the source that decisions are of, {@code link}, {@code derivation},
 * {@code store}, {@code audit}, and {@code retraction} to take a decision back.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "source", "link", "derivation", "store", "audit", "retraction"})
package dev.identitygraph.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
