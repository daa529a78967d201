/**
 * Reads the project's YAML files so that every fault names its file, line and column and what would be right. It uses
 * no other package.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.identitygraph.yaml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
