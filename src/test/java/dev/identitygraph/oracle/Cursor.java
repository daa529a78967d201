package dev.identitygraph.oracle;

import dev.identitygraph.identity.Purpose;

/**
 * A cursor, as the oracle knows it. In an answer it stands for the text of the product's; in a question, it is given.
 *
 * @param coordinate the field whose list it is from
 * @param place of the edge that it names among the graph's edges
 */
public record Cursor(Purpose purpose, String coordinate, int place) implements Opaque {}
