/** Starts a real Neo4j beside the application, for development and for the integration tests. */
@NullMarked
package dev.identitygraph.development;

import org.jspecify.annotations.NullMarked;
