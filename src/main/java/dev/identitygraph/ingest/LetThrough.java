package dev.identitygraph.ingest;

/** A snapshot that is imported only if one says so. */
public enum LetThrough {
    /** One that has far fewer rows than the one before. */
    SHRUNK,

    /** One whose place a later one has taken. */
    SUPERSEDED
}
