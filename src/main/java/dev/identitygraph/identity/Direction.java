package dev.identitygraph.identity;

/** The direction in which a hop walks its edge: along the arrow or against it. */
public enum Direction {
    OUT,
    IN,
    /** Along and against it, for an edge between equals: it is stored once for a pair. */
    BOTH
}
