/**
 * The commands of the jar, which review policies and documents without a server and a database. It uses {@code policy},
 * {@code audit}, {@code query} and {@code yaml}, and what these speak of: {@code identity} and {@code client}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "client", "policy", "audit", "query", "yaml"})
package dev.identitygraph.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
