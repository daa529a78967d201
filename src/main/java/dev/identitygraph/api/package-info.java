/**
 * The thin GraphQL edge: who asks and for what comes in, answers and errors go out. It uses {@code identity},
 * {@code client}, {@code policy}, {@code audit}, {@code consent}, {@code query} and {@code privacy}, and never the
 * store.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "client", "policy", "audit", "consent", "query", "privacy"})
package dev.identitygraph.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
