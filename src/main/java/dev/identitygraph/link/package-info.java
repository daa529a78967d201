/**
 * Who belongs together: a pure function of observations and rules, in plain Java. It uses {@code identity}, and
 * {@code yaml} to read the rules.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "yaml"})
package dev.identitygraph.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
