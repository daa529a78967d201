/** What the tests with a real Neo4j share. */
@NullMarked
package dev.identitygraph.testing;

import org.jspecify.annotations.NullMarked;
