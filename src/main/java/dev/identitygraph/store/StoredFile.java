package dev.identitygraph.store;

/**
 * How far the import of a file has come.
 *
 * @param reading a digest of how the file is read
 * @param rows how many of its rows, from the first on, are in the graph or were rejected
 * @param accepted how many of them said something new
 * @param unchanged how many of them said nothing new
 * @param isDone whether all of it has been imported
 */
public record StoredFile(String reading, long rows, long accepted, long unchanged, boolean isDone) {
    /** The file before the first of its rows, to be read by the same reading. */
    public StoredFile anew() {
        return new StoredFile(reading, 0, 0, 0, false);
    }
}
