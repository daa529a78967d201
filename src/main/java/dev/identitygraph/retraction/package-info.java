/**
 * What was said is taken back: observations and grants end, and with them all that rested on them alone; but never a
 * no. It uses {@code identity}, {@code source} to know a file by its content, {@code derivation}, {@code store} and
 * {@code audit}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "source", "derivation", "store", "audit"})
package dev.identitygraph.retraction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
