package dev.identitygraph.audit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.identitygraph.client.Authority;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One record of the chain. It names people by pseudonyms only. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AuditRecord.Start.class, name = "start"),
    @JsonSubTypes.Type(value = AuditRecord.Document.class, name = "document"),
    @JsonSubTypes.Type(value = AuditRecord.Disclosure.class, name = "disclosure"),
    @JsonSubTypes.Type(value = AuditRecord.Act.class, name = "act"),
    @JsonSubTypes.Type(value = AuditRecord.ActDisclosure.class, name = "act-disclosure"),
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
     * What a client did, or asked, by an authority.
     *
     * @param act the field's name
     * @param request a digest of the client's id of the request, the same where the request came again; blank where it
     *     has none
     * @param subject the pseudonym of the identity that it was about; blank where it was about none
     * @param about what else it was about: the name of a source, the id of a file or of an observation; blank where it
     *     was nothing else
     */
    record Act(
            Instant at,
            String client,
            String act,
            String request,
            String subject,
            List<String> purposes,
            @Nullable String about)
            implements AuditRecord {
        public Act {
            // Chains have records of the time before it was kept.
            about = Objects.requireNonNullElse(about, "");
        }
    }

    /**
     * What a client was shown of subjects by an authority, or whose links it changed. It has no purpose, since it is no
     * query.
     *
     * @param act the field's name
     * @param request as that of the act
     * @param nodes the pseudonyms of the customers, addresses and devices of ours that were shown, counted or changed
     * @param edges the ids of the edges that were shown
     */
    record ActDisclosure(
            Instant at,
            String client,
            Authority authority,
            String act,
            String request,
            List<String> nodes,
            List<String> edges)
            implements AuditRecord {}

    /** Records that could not be kept, where the configuration lets answers leave without. */
    record Gap(Instant at, long lost) implements AuditRecord {}
}
