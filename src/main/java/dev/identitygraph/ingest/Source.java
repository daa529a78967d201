package dev.identitygraph.ingest;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where input comes from, and what its columns mean. A file in {@code graph-schema/sources} describes one source.
 *
 * @param file the name of the source's file in an input folder
 * @param agreement for a third party, the supply agreement that proves consent for its data
 */
record Source(String name, String about, Party party, String file, Optional<Agreement> agreement, Content content) {

    /** What a row says. */
    sealed interface Content {}

    /**
     * A row says that identities were seen together.
     *
     * @param observedAt the column with the instant
     * @param confidence from 0 to 1, of every edge that the source reports
     * @param identities the columns with identities, by the names that {@code edges} calls them
     */
    record Observations(
            String observedAt,
            Method method,
            double confidence,
            Map<String, IdentityColumn> identities,
            List<EdgeRule> edges)
            implements Content {}

    /** A row is a consent record; each text names a column. */
    record Consents(
            String namespace,
            String value,
            String purpose,
            String status,
            String lawfulBasis,
            String givenAt,
            String validUntil,
            String notice,
            Optional<String> noticeVersion,
            String proof,
            Circumstances record)
            implements Content {}

    /** What holds for all consent records of a source. A text that is not said is empty. */
    record Circumstances(String controller, String jurisdiction, List<String> recipients, String howGiven) {
        ConsentEvidence evidence(String notice, String noticeVersion, String proof) {
            return new ConsentEvidence(
                    controller, notice, noticeVersion, jurisdiction, recipients, howGiven, proof, false);
        }
    }

    record IdentityColumn(Namespace namespace, String column) {}

    /** Where a row has both identities, there is an edge between them. */
    record EdgeRule(String from, EdgeType type, String to) {}

    /** For what a partner's data may be used, on which basis, and when. */
    record Agreement(String reference, LawfulBasis lawfulBasis, Instant from, Instant until, Set<Purpose> purposes) {}
}
