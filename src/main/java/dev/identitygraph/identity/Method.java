package dev.identitygraph.identity;

/** How an edge came to be known: said by the person or a clerk, shown by the same identifier, or inferred. */
public enum Method {
    DECLARED,
    DETERMINISTIC,
    PROBABILISTIC
}
