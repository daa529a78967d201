/**
 * The one door for reads: plan, compile, run, answer. It uses {@code identity}, {@code client}, {@code policy},
 * {@code store}, {@code audit} and {@code yaml}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "client", "policy", "store", "audit", "yaml"})
package dev.identitygraph.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
