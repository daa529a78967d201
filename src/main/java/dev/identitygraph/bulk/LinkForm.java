package dev.identitygraph.bulk;

import dev.identitygraph.bulk.SpoolFields.End;
import java.nio.ByteBuffer;

/** What is linked, on disk. */
record LinkForm(SpoolFields fields) implements SpoolForm<LinkForm.Ends> {
    /** Two that are linked. */
    record Ends(End from, End to) {}

    @Override
    public void write(Ends ends, ByteBuffer out) {
        fields.end(out, ends.from().namespace().name(), ends.from().node());
        fields.end(out, ends.to().namespace().name(), ends.to().node());
    }

    @Override
    public Ends read(ByteBuffer in) {
        return new Ends(fields.end(in), fields.end(in));
    }
}
