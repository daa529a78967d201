/**
 * The policy, its checks, and the plan: what a document may walk, decided before any database access. Pure, but for
 * reading its own files. It uses {@code identity}, {@code client} and {@code yaml}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "client", "yaml"})
package dev.identitygraph.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
