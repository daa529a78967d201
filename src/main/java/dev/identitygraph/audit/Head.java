package dev.identitygraph.audit;

/**
 * The end of a chain.
 *
 * @param file the number of the file with the last record; 0 where there is none
 * @param line the number of its line
 * @param records how many the chain has, in all files
 * @param hash the last record's
 * @param length where the line ends in its file, in bytes
 */
record Head(int file, long line, long records, String hash, long length) {
    static final Head NONE = new Head(0, 0, 0, ChainLine.GENESIS, 0);

    Head next(int file, String hash, long length) {
        return new Head(file, file == this.file ? line + 1 : 1, records + 1, hash, length);
    }

    Head ending(long length) {
        return new Head(file, line, records, hash, length);
    }
}
