package dev.identitygraph.bulk;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/** How records are written on disk and read again. */
interface SpoolForm<T> {
    /**
     * Writes a record.
     *
     * @throws BufferOverflowException if there is no room for it
     */
    void write(T record, ByteBuffer out);

    /** Reads a record, which takes all that is left. */
    T read(ByteBuffer in);
}
