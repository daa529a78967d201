package dev.identitygraph.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream that may go on: a file that grows as fast as it is read has an end this way. */
final class FirstBytes extends FilterInputStream {
    private long left;

    FirstBytes(InputStream stream, long bytes) {
        super(stream);
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        var one = left > 0 ? super.read() : -1;
        left -= one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        var count = left > 0 ? super.read(into, from, (int) Math.min(most, left)) : -1;
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
