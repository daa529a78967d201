package dev.identitygraph.policy;

import dev.identitygraph.identity.Purpose;
import java.util.Map;

/**
 * What may be walked, for every purpose of the schema.
 *
 * @param version the digest of the file that it was read from
 */
public record Policy(String version, Map<Purpose, PurposePolicy> purposes) {
    /** The purpose's part. The policy covers every purpose of the schema, so it is never missing. */
    public PurposePolicy of(Purpose purpose) {
        var policy = purposes.get(purpose);
        if (policy == null) {
            throw new IllegalArgumentException("No purpose of the schema: " + purpose);
        }
        return policy;
    }
}
