package dev.identitygraph.query;

/**
 * The page of a step that a request asks for.
 *
 * @param size how many edges
 * @param backwards whether they are counted from the list's end
 * @param after the position of the edge after which they come, or {@link #START}
 * @param before the position of the edge before which they come, or {@link #END}
 */
record BoundStep(int size, boolean backwards, String after, String before) {
    /** Stands before all positions, which are hexadecimal. */
    static final String START = "";

    /** Stands after all positions. */
    static final String END = "~";
}
