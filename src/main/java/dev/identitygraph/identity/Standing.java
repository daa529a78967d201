package dev.identitygraph.identity;

/** Whether an edge may be walked or is kept as evidence only. */
public enum Standing {
    ACTIVE,
    SUPERSEDED
}
