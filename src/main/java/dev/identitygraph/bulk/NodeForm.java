package dev.identitygraph.bulk;

import dev.identitygraph.store.StoredNode;
import java.nio.ByteBuffer;

/** Nodes on disk. */
record NodeForm(SpoolFields fields) implements SpoolForm<StoredNode> {
    @Override
    public void write(StoredNode node, ByteBuffer out) {
        fields.end(out, node.namespace(), node.ref());
        SpoolFields.text(out, node.value());
        SpoolFields.ids(out, node.derivedFrom());
    }

    @Override
    public StoredNode read(ByteBuffer in) {
        var end = fields.end(in);
        return new StoredNode(
                end.node(),
                end.namespace().name(),
                end.namespace().storage(),
                SpoolFields.text(in),
                SpoolFields.ids(in));
    }
}
