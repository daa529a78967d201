package dev.identitygraph.bulk;

import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.source.Source;
import dev.identitygraph.store.NodeRef;
import dev.identitygraph.store.Pseudonyms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fields of records on disk during a first load: without a clear address, and small. Sources and namespaces are
 * written as numbers, and keyed digests as the 16 bytes that they are.
 */
final class SpoolFields {
    /** In hexadecimal digits. */
    private static final int HALF_A_DIGEST = 16;

    private final List<Source> sources;
    private final List<Namespace> namespaces;
    private final Map<String, Short> sourceNumbers;
    private final Map<String, Short> namespaceNumbers;
    private final Map<String, Purpose> purposes = new ConcurrentHashMap<>();
    private final Instant recordedAt;

    /**
     * Fields of evidence of these sources.
     *
     * @param recordedAt of all that is loaded
     */
    SpoolFields(List<Source> sources, Namespaces namespaces, Instant recordedAt) {
        this.sources = sources;
        this.namespaces = namespaces.names().stream()
                .map(name -> namespaces.find(name).orElseThrow())
                .toList();
        this.recordedAt = recordedAt;
        sourceNumbers = numbers(sources.stream().map(Source::name).toList());
        namespaceNumbers = numbers(List.copyOf(namespaces.names()));
    }

    private static Map<String, Short> numbers(List<String> names) {
        var numbers = new HashMap<String, Short>();
        names.forEach(name -> numbers.put(name, (short) numbers.size()));
        return numbers;
    }

    private static short number(Map<String, Short> numbers, String name) {
        var number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException(name + " is not among what is loaded");
        }
        return number;
    }

    /** A node, with the namespace of its identity. */
    record End(NodeRef node, Namespace namespace) {}

    /** A keyed digest, without what stands before it. */
    record Digest(long first, long second) {
        static Digest of(String id) {
            return new Digest(Pseudonyms.key(id), secondHalf(id));
        }
    }

    Instant recordedAt() {
        return recordedAt;
    }

    void source(ByteBuffer out, String name) {
        out.putShort(number(sourceNumbers, name));
    }

    Source source(ByteBuffer in) {
        return sources.get(in.getShort());
    }

    void end(ByteBuffer out, String namespace, NodeRef node) {
        out.putShort(number(namespaceNumbers, namespace));
        id(out, node.digest());
    }

    End end(ByteBuffer in) {
        var namespace = namespaces.get(in.getShort());
        return new End(new NodeRef(namespace.kind(), namespace.party(), id(in)), namespace);
    }

    /** Of an end no more than its digest. */
    static Digest digestOfEnd(ByteBuffer in) {
        in.getShort();
        return digest(in);
    }

    /** What stands before a keyed digest, such as a version, is kept as it is. */
    static void id(ByteBuffer out, String id) {
        var prefix = id.length() - 2 * HALF_A_DIGEST;
        out.put((byte) prefix);
        for (var i = 0; i < prefix; i++) {
            out.put((byte) id.charAt(i));
        }
        out.putLong(Pseudonyms.key(id)).putLong(secondHalf(id));
    }

    private static long secondHalf(String id) {
        return HexFormat.fromHexDigitsToLong(id, id.length() - HALF_A_DIGEST, id.length());
    }

    static String id(ByteBuffer in) {
        var prefix = new byte[in.get()];
        in.get(prefix);
        var hex = HexFormat.of();
        return new String(prefix, StandardCharsets.ISO_8859_1)
                + hex.toHexDigits(in.getLong())
                + hex.toHexDigits(in.getLong());
    }

    /** Of an id no more than its digest. */
    static Digest digest(ByteBuffer in) {
        var prefix = in.get();
        in.position(in.position() + prefix);
        return new Digest(in.getLong(), in.getLong());
    }

    static void ids(ByteBuffer out, Collection<String> ids) {
        out.putInt(ids.size());
        ids.forEach(id -> id(out, id));
    }

    static List<String> ids(ByteBuffer in) {
        var count = in.getInt();
        var ids = new ArrayList<String>(count);
        while (ids.size() < count) {
            ids.add(id(in));
        }
        return ids;
    }

    static void constant(ByteBuffer out, Enum<?> constant) {
        out.put((byte) constant.ordinal());
    }

    static <E extends Enum<E>> E constant(ByteBuffer in, E[] all) {
        return all[in.get()];
    }

    static void purpose(ByteBuffer out, Purpose purpose) {
        text(out, purpose.name());
    }

    Purpose purpose(ByteBuffer in) {
        return purposes.computeIfAbsent(text(in), Purpose::new);
    }

    static void truth(ByteBuffer out, boolean truth) {
        out.put((byte) (truth ? 1 : 0));
    }

    static boolean truth(ByteBuffer in) {
        return in.get() != 0;
    }

    static void instant(ByteBuffer out, Instant instant) {
        out.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    static Instant instant(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }

    static void until(ByteBuffer out, Optional<Instant> until) {
        truth(out, until.isPresent());
        until.ifPresent(instant -> instant(out, instant));
    }

    static Optional<Instant> until(ByteBuffer in) {
        return truth(in) ? Optional.of(instant(in)) : Optional.empty();
    }

    static void text(ByteBuffer out, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putInt(bytes.length).put(bytes);
    }

    static String text(ByteBuffer in) {
        var bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void texts(ByteBuffer out, Collection<String> texts) {
        out.putInt(texts.size());
        texts.forEach(text -> text(out, text));
    }

    static List<String> texts(ByteBuffer in) {
        var count = in.getInt();
        var texts = new ArrayList<String>(count);
        while (texts.size() < count) {
            texts.add(text(in));
        }
        return texts;
    }
}
