package dev.identitygraph.bulk;

/** Something that a row of a file says, by the numbers of both. */
record FromRow<T>(int file, long row, T said) {
    /** The one that comes first, of two that say the same. */
    FromRow<T> first(FromRow<T> other) {
        return file < other.file || file == other.file && row <= other.row ? this : other;
    }
}
