package dev.identitygraph.bulk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How records are written on disk and read again. */
interface SpoolForm<T> {
    void write(T record, DataOutput out) throws IOException;

    T read(DataInput in) throws IOException;
}
