package dev.identitygraph.store;

/**
 * How far the import of a file has come.
 *
 * @param rows how many of its rows, from the first on, are in the graph or were rejected
 * @param accepted how many of them said something new
 * @param unchanged how many of them said nothing new
 * @param isDone whether all of it has been imported
 */
public record StoredFile(long rows, long accepted, long unchanged, boolean isDone) {
    public static final StoredFile NOT_BEGUN = new StoredFile(0, 0, 0, false);
}
