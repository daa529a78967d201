package dev.identitygraph.bulk;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Provenance;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.NewObservation;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.ReportedEdge;
import dev.identitygraph.store.StoredNode;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forms in which evidence lies on disk during a first load: without a clear address, and small. Sources and
 * namespaces are written as numbers, and keyed digests as the 16 bytes that they are.
 */
final class SpoolForms {
    /** In hexadecimal digits. */
    private static final int HALF_A_DIGEST = 16;

    private final List<Source> sources;
    private final List<Namespace> namespaces;
    private final Map<String, Integer> sourceNumbers;
    private final Map<String, Integer> namespaceNumbers;
    private final Instant recordedAt;

    /**
     * Forms for evidence of these sources.
     *
     * @param recordedAt of all that is loaded
     */
    SpoolForms(List<Source> sources, Namespaces namespaces, Instant recordedAt) {
        this.sources = sources;
        this.namespaces = namespaces.names().stream()
                .map(name -> namespaces.find(name).orElseThrow())
                .toList();
        this.recordedAt = recordedAt;
        sourceNumbers = numbers(sources.stream().map(Source::name).toList());
        namespaceNumbers = numbers(List.copyOf(namespaces.names()));
    }

    private static Map<String, Integer> numbers(List<String> names) {
        var numbers = new HashMap<String, Integer>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        return numbers;
    }

    private static int number(Map<String, Integer> numbers, String name) {
        var number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException(name + " is not among what is loaded");
        }
        return number;
    }

    /** Something that a row of a file says, by the numbers of both. */
    record FromRow<T>(int file, long row, T said) {
        /** The one that comes first, of two that say the same. */
        FromRow<T> first(FromRow<T> other) {
            return file < other.file || file == other.file && row <= other.row ? this : other;
        }
    }

    /** A node, with the namespace of its identity. */
    record End(NodeRef node, Namespace namespace) {}

    /** Two that are linked. */
    record Ends(End from, End to) {}

    SpoolForm<FromRow<NewObservation>> observations() {
        return new SpoolForm<>() {
            @Override
            public void write(FromRow<NewObservation> record, DataOutput out) throws IOException {
                out.writeInt(record.file());
                out.writeLong(record.row());
                var observation = record.said();
                id(out, observation.id());
                source(out, observation.source());
                instant(out, observation.observedAt());
                out.writeByte(observation.method().ordinal());
                out.writeDouble(observation.confidence());
                until(out, observation.until());
                ids(out, observation.identities());
            }

            @Override
            public FromRow<NewObservation> read(DataInput in) throws IOException {
                return new FromRow<>(
                        in.readInt(),
                        in.readLong(),
                        new NewObservation(
                                id(in),
                                source(in),
                                instant(in),
                                recordedAt,
                                Method.values()[in.readByte()],
                                in.readDouble(),
                                until(in),
                                ids(in)));
            }
        };
    }

    SpoolForm<StoredNode> nodes() {
        return new SpoolForm<>() {
            @Override
            public void write(StoredNode node, DataOutput out) throws IOException {
                end(out, node.namespace(), node.ref());
                text(out, node.value());
                ids(out, node.derivedFrom());
            }

            @Override
            public StoredNode read(DataInput in) throws IOException {
                var end = end(in);
                return new StoredNode(
                        end.node(), end.namespace().name(), end.namespace().storage(), text(in), ids(in));
            }
        };
    }

    SpoolForm<Ends> links() {
        return new SpoolForm<>() {
            @Override
            public void write(Ends ends, DataOutput out) throws IOException {
                end(out, ends.from().namespace().name(), ends.from().node());
                end(out, ends.to().namespace().name(), ends.to().node());
            }

            @Override
            public Ends read(DataInput in) throws IOException {
                return new Ends(end(in), end(in));
            }
        };
    }

    SpoolForm<ReportedEdge> edges() {
        return new SpoolForm<>() {
            @Override
            public void write(ReportedEdge edge, DataOutput out) throws IOException {
                id(out, edge.edgeId());
                out.writeByte(edge.type().ordinal());
                end(out, edge.fromNamespace(), edge.from());
                end(out, edge.toNamespace(), edge.to());
                var provenance = edge.provenance();
                source(out, provenance.source());
                out.writeByte(provenance.method().ordinal());
                out.writeDouble(provenance.confidence());
                instant(out, provenance.observedAt());
                ids(out, provenance.derivedFrom());
                until(out, edge.until());
            }

            @Override
            public ReportedEdge read(DataInput in) throws IOException {
                var edgeId = id(in);
                var type = EdgeType.values()[in.readByte()];
                var from = end(in);
                var to = end(in);
                var source = sources.get(in.readShort());
                var provenance = new Provenance(
                        source.name(),
                        source.party(),
                        Method.values()[in.readByte()],
                        in.readDouble(),
                        instant(in),
                        recordedAt,
                        ids(in));
                return new ReportedEdge(
                        edgeId,
                        type,
                        from.node(),
                        from.namespace().name(),
                        to.node(),
                        to.namespace().name(),
                        provenance,
                        until(in));
            }
        };
    }

    SpoolForm<FromRow<ConsentRecord>> consents() {
        return new SpoolForm<>() {
            @Override
            public void write(FromRow<ConsentRecord> known, DataOutput out) throws IOException {
                out.writeInt(known.file());
                out.writeLong(known.row());
                var record = known.said();
                id(out, record.id());
                id(out, record.subject());
                text(out, record.purpose().name());
                out.writeByte(record.status().ordinal());
                out.writeByte(record.lawfulBasis().ordinal());
                instant(out, record.givenAt());
                instant(out, record.validFrom());
                instant(out, record.validUntil());
                var evidence = record.evidence();
                text(out, evidence.controller());
                text(out, evidence.notice());
                text(out, evidence.noticeVersion());
                text(out, evidence.jurisdiction());
                out.writeInt(evidence.recipients().size());
                for (var recipient : evidence.recipients()) {
                    text(out, recipient);
                }
                text(out, evidence.howGiven());
                text(out, evidence.proof());
                out.writeBoolean(evidence.objection());
                source(out, record.source());
            }

            @Override
            public FromRow<ConsentRecord> read(DataInput in) throws IOException {
                return new FromRow<>(
                        in.readInt(),
                        in.readLong(),
                        new ConsentRecord(
                                id(in),
                                id(in),
                                new Purpose(text(in)),
                                ConsentStatus.values()[in.readByte()],
                                LawfulBasis.values()[in.readByte()],
                                instant(in),
                                instant(in),
                                instant(in),
                                new ConsentEvidence(
                                        text(in),
                                        text(in),
                                        text(in),
                                        text(in),
                                        texts(in),
                                        text(in),
                                        text(in),
                                        in.readBoolean()),
                                source(in),
                                recordedAt));
            }
        };
    }

    private void source(DataOutput out, String name) throws IOException {
        out.writeShort(number(sourceNumbers, name));
    }

    private String source(DataInput in) throws IOException {
        return sources.get(in.readShort()).name();
    }

    private void end(DataOutput out, String namespace, NodeRef node) throws IOException {
        out.writeShort(number(namespaceNumbers, namespace));
        id(out, node.digest());
    }

    private End end(DataInput in) throws IOException {
        var namespace = namespaces.get(in.readShort());
        return new End(new NodeRef(namespace.kind(), namespace.party(), id(in)), namespace);
    }

    /** What stands before a keyed digest, such as a version, is kept as it is. */
    private static void id(DataOutput out, String id) throws IOException {
        var prefix = id.length() - 2 * HALF_A_DIGEST;
        out.writeByte(prefix);
        out.writeBytes(id.substring(0, prefix));
        out.writeLong(Pseudonyms.key(id));
        out.writeLong(HexFormat.fromHexDigitsToLong(id, prefix + HALF_A_DIGEST, id.length()));
    }

    private static String id(DataInput in) throws IOException {
        var prefix = new byte[in.readByte()];
        in.readFully(prefix);
        var hex = HexFormat.of();
        return new String(prefix, StandardCharsets.US_ASCII)
                + hex.toHexDigits(in.readLong())
                + hex.toHexDigits(in.readLong());
    }

    private static void ids(DataOutput out, Collection<String> ids) throws IOException {
        out.writeInt(ids.size());
        for (var id : ids) {
            id(out, id);
        }
    }

    private static List<String> ids(DataInput in) throws IOException {
        var ids = new ArrayList<String>();
        for (var left = in.readInt(); left > 0; left--) {
            ids.add(id(in));
        }
        return ids;
    }

    private static void instant(DataOutput out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant instant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void until(DataOutput out, Optional<Instant> until) throws IOException {
        out.writeBoolean(until.isPresent());
        if (until.isPresent()) {
            instant(out, until.get());
        }
    }

    private static Optional<Instant> until(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(instant(in)) : Optional.empty();
    }

    private static void text(DataOutput out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInput in) throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> texts(DataInput in) throws IOException {
        var texts = new ArrayList<String>();
        for (var left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }
}
