package dev.identitygraph.oracle;

import java.util.Set;

/** Stands in an answer for a text that tells the client nothing: any text that is not empty is right. */
public sealed interface Opaque permits Opaque.Text, Cursor {
    /** A text of which nothing more is known. */
    enum Text implements Opaque {
        TEXT
    }

    Opaque TEXT = Text.TEXT;

    /** The fields that are such, on every type. */
    Set<String> NAMES = Set.of("id", "key", "cursor", "startCursor", "endCursor");
}
