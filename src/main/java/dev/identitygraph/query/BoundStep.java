package dev.identitygraph.query;

/**
 * The page of a step that a request asks for.
 *
 * @param first how many edges
 * @param after the position of the edge before them, or empty for the list's start
 */
record BoundStep(int first, String after) {}
