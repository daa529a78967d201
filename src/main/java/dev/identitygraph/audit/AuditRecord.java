package dev.identitygraph.audit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** One record of the chain. It names people by pseudonyms only. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AuditRecord.Start.class, name = "start"),
    @JsonSubTypes.Type(value = AuditRecord.Document.class, name = "document"),
    @JsonSubTypes.Type(value = AuditRecord.Disclosure.class, name = "disclosure"),
    @JsonSubTypes.Type(value = AuditRecord.Act.class, name = "act"),
    @JsonSubTypes.Type(value = AuditRecord.Gap.class, name = "gap")
})
public sealed interface AuditRecord {
    /**
     * The first record of a file.
     *
     * @param chain the chain's own name, by which two instances' are told apart
     * @param file the file's number, from 1
     * @param records how many records the files before have
     */
    record Start(String chain, int file, long records) implements AuditRecord {}

    /**
     * A document that later records of the file name by its digest. It is kept without literals and aliases, which
     * could be personal.
     */
    record Document(String digest, String text) implements AuditRecord {}

    /**
     * An answer that reveals something of a subject.
     *
     * @param document the digest of the document
     * @param nodes the pseudonyms of the customers, addresses and devices in the answer
     * @param edges the ids of the edges in the answer
     */
    record Disclosure(
            Instant at,
            String client,
            String purpose,
            String policyVersion,
            String document,
            List<String> nodes,
            List<String> edges)
            implements AuditRecord {}

    /**
     * What a client did by an authority.
     *
     * @param act the mutation's name
     * @param request a digest of the client's id of the request
     * @param subject the pseudonym of the identity that it was about
     */
    record Act(Instant at, String client, String act, String request, String subject, List<String> purposes)
            implements AuditRecord {}

    /** Records that could not be kept, where the configuration lets answers leave without. */
    record Gap(Instant at, long lost) implements AuditRecord {}
}
