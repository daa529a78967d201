package dev.identitygraph.oracle;

import java.util.Set;

/** Stands in an answer for a text that tells the client nothing: any text that is not empty is right. */
public enum Opaque {
    TEXT;

    /** The fields that are such, on every type. */
    static final Set<String> NAMES = Set.of("id", "key", "cursor", "startCursor", "endCursor");
}
