package dev.identitygraph.identity;

/** The direction in which a hop walks its edge: along the arrow or against it. */
public enum Direction {
    OUT,
    IN
}
