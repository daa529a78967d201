package dev.identitygraph.bulk;

import dev.identitygraph.bulk.SpoolFields.Digest;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.store.StoredEdge;
import java.nio.ByteBuffer;

/** Edges on disk. First comes what tells to which group an edge belongs. */
record EdgeForm(SpoolFields fields) implements SpoolForm<StoredEdge> {
    private static final EdgeType[] TYPES = EdgeType.values();
    private static final Method[] METHODS = Method.values();

    /** The beginning of an edge. */
    record Beginning(EdgeType type, Digest from, Digest to) {}

    @Override
    public void write(StoredEdge edge, ByteBuffer out) {
        SpoolFields.constant(out, edge.type());
        fields.end(out, edge.fromNamespace(), edge.from());
        fields.end(out, edge.toNamespace(), edge.to());
        SpoolFields.id(out, edge.edgeId());
        var provenance = edge.provenance();
        fields.source(out, provenance.source());
        SpoolFields.constant(out, provenance.method());
        out.putDouble(provenance.confidence());
        SpoolFields.instant(out, provenance.observedAt());
        SpoolFields.ids(out, provenance.derivedFrom());
        SpoolFields.until(out, edge.until());
    }

    /** Reads the beginning of an edge, and leaves the rest of it. */
    static Beginning beginning(ByteBuffer in) {
        return new Beginning(SpoolFields.constant(in, TYPES), SpoolFields.digestOfEnd(in), SpoolFields.digestOfEnd(in));
    }

    @Override
    public StoredEdge read(ByteBuffer in) {
        var type = SpoolFields.constant(in, TYPES);
        var from = fields.end(in);
        var to = fields.end(in);
        var edgeId = SpoolFields.id(in);
        var source = fields.source(in);
        var provenance = new Provenance(
                source.name(),
                source.party(),
                SpoolFields.constant(in, METHODS),
                in.getDouble(),
                SpoolFields.instant(in),
                fields.recordedAt(),
                SpoolFields.ids(in));
        return StoredEdge.reported(
                edgeId,
                type,
                from.node(),
                from.namespace().name(),
                to.node(),
                to.namespace().name(),
                provenance,
                SpoolFields.until(in));
    }
}
