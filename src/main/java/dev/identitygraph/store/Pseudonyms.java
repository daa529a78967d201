package dev.identitygraph.store;

import com.google.crypto.tink.prf.PrfSet;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Normaliser;
import dev.identitygraph.identity.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Keyed digests (HMAC-SHA-256): what the graph stores in place of identities and derives its own ids from. Without the
 * key, nobody can tell whose they are by hashing a list of addresses.
 */
public final class Pseudonyms {
    /** What the digests of identities begin with. */
    static final String VERSION = Integer.toHexString(Normaliser.VERSION);

    private static final int BYTES = 16;

    private final PrfSet keys;

    Pseudonyms(PrfSet keys) {
        this.keys = keys;
    }

    /**
     * The digest of an identity, under the primary key: 33 hexadecimal digits, of which the first is the version of the
     * normal form.
     */
    public String of(Identity identity) {
        return VERSION + primary(message(identity));
    }

    /** The node of an identity, whether or not the graph has it. */
    public NodeRef ref(Identity identity) {
        return new NodeRef(identity.namespace().kind(), identity.namespace().party(), of(identity));
    }

    /** The digests of an identity under every live key, for look-up while a key is being replaced. */
    public List<String> candidates(Identity identity) {
        return all(message(identity)).stream().map(VERSION::concat).toList();
    }

    /** The id of an edge: the same at every rebuild. */
    public String edgeId(EdgeType type, String fromDigest, String toDigest, String source) {
        return primary(join("edge", type.name(), fromDigest, toDigest, source));
    }

    /** The id of a record, from the parts that make it the same record. */
    public String recordId(String kind, List<String> parts) {
        return primary(record(kind, parts));
    }

    /** The ids that the record has under every live key. */
    List<String> recordIds(String kind, List<String> parts) {
        return all(record(kind, parts));
    }

    private static String record(String kind, List<String> parts) {
        return join("record", kind, join(parts.toArray(String[]::new)));
    }

    /** Where an edge stands in every list that a purpose gets. It tells nothing, and differs between purposes. */
    public String position(Purpose purpose, String edgeId) {
        return primary(join("position", purpose.name(), edgeId));
    }

    /** The first half of the keyed digest that an id or a pseudonym ends with. */
    public static long key(String id) {
        var prefix = id.length() - 2 * BYTES;
        return HexFormat.fromHexDigitsToLong(id, prefix, prefix + BYTES);
    }

    private static String message(Identity identity) {
        return join("identity", VERSION, identity.namespace().name(), identity.value());
    }

    /** Joined so that no two lists of parts give one text: each part is preceded by its length. */
    static String join(String... parts) {
        var joined = new StringBuilder();
        for (var part : parts) {
            joined.append(part.length()).append(':').append(part);
        }
        return joined.toString();
    }

    private String primary(String message) {
        try {
            return HexFormat.of().formatHex(keys.computePrimary(message.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The pseudonym key does not work", e);
        }
    }

    private List<String> all(String message) {
        try {
            var digests = new ArrayList<String>();
            for (var key : keys.getPrfs().values()) {
                digests.add(HexFormat.of().formatHex(key.compute(message.getBytes(StandardCharsets.UTF_8), BYTES)));
            }
            return digests;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The pseudonym keys do not work", e);
        }
    }
}
