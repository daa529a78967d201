/**
 * Scenarios of one behaviour each, run against the oracle and against the product on a real Neo4j; and random cases on
 * which the two must agree and the design's invariants must hold.
 */
@NullMarked
package dev.identitygraph.scenario;

import org.jspecify.annotations.NullMarked;
