/**
 * What was disclosed to whom, and what was done in the office: a chain of records on disk, which nothing can be taken
 * from unseen. It uses {@code identity}, {@code client} and {@code store}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "client", "store"})
package dev.identitygraph.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
