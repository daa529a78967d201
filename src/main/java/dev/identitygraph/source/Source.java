package dev.identitygraph.source;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Method;
import dev.identitygraph.identity.Namespace;
import dev.identitygraph.identity.Party;
import dev.identitygraph.identity.Purpose;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Where input comes from, and what it means. A file in {@code graph-schema/sources} describes one source. It prints the
 * same whenever it says the same.
 *
 * @param file the name of the source's files in an input folder, in which {@code *} stands for any text
 * @param retention how long after it was made an observation is kept
 * @param agreement for a third party, the supply agreement that proves consent for its data
 */
public record Source(
        String name,
        String about,
        Party party,
        String file,
        Delivery delivery,
        Optional<Duration> retention,
        Optional<Agreement> agreement,
        Content content) {
    /** The name of the source of what privacy officers decide. No file describes it, and none may take its name. */
    public static final String OF_DECISIONS = "privacy-office";

    /** Whether a file of this name is one of the source's; a rejects file, which may lie beside it, never is. */
    boolean names(Path file) {
        return FileSystems.getDefault().getPathMatcher("glob:" + this.file).matches(file.getFileName())
                && !RejectsFile.isOne(file);
    }

    /** What is left of a statement without those observations that are older than what is kept. */
    public Statement kept(Statement statement, Instant now) {
        if (retention.isEmpty()) {
            return statement;
        }
        var oldest = now.minus(retention.get());
        var old = statement.observations().stream()
                .filter(seen -> seen.observedAt().isBefore(oldest))
                .toList();
        return old.isEmpty() ? statement : statement.without(old, retention.get());
    }

    /** Whether an observation is known as the description says that those of the source are. */
    public boolean isUsual(Method method, double confidence) {
        return switch (content) {
            case Observations usual -> usual.method() == method && usual.confidence() == confidence;
            case Native usual -> usual.method() == method && usual.confidence() == confidence;
            case Consents _ -> false;
        };
    }

    /** What of a consent's circumstances the description does not say of all that the source reports. */
    public List<String> unusual(ConsentEvidence evidence) {
        var usual = switch (content) {
            case Consents consents -> Optional.of(consents.record());
            case Native lines -> lines.consents().map(NativeConsents::record);
            case Observations _ -> Optional.<Circumstances>empty();
        };
        var unusual = new ArrayList<>(List.of("notice " + evidence.notice()));
        if (!evidence.noticeVersion().isEmpty()) {
            unusual.add("version " + evidence.noticeVersion());
        }
        add(unusual, "controller", usual.map(Circumstances::controller), evidence.controller());
        add(unusual, "jurisdiction", usual.map(Circumstances::jurisdiction), evidence.jurisdiction());
        add(unusual, "recipients", usual.map(Circumstances::recipients), evidence.recipients());
        add(unusual, "given", usual.map(Circumstances::howGiven), evidence.howGiven());
        return unusual;
    }

    private static <T> void add(List<String> unusual, String name, Optional<T> usual, T said) {
        if (!usual.equals(Optional.of(said))) {
            unusual.add(name + " " + said);
        }
    }

    /** What a row or a line says. */
    public sealed interface Content {}

    /**
     * A row of a CSV file says that identities were seen together.
     *
     * @param confidence from 0 to 1, of every edge that the source reports
     * @param identities the columns with identities, by the names that {@code edges} calls them
     * @param events what kinds of events say of segments
     */
    record Observations(
            ObservedAt observedAt,
            Method method,
            double confidence,
            Map<String, IdentityColumn> identities,
            List<EdgeRule> edges,
            Optional<Events> events)
            implements Content {}

    /** When what a row says was seen. */
    sealed interface ObservedAt {
        /**
         * A column says it.
         *
         * @param otherwise what holds where its cell is empty; if nothing does, the row is rejected
         */
        record Column(String name, TimeFormat format, Optional<Instant> otherwise) implements ObservedAt {}

        /** No column says it, and this holds for all rows of the source. */
        record Always(Instant instant) implements ObservedAt {}
    }

    /** A row of a CSV file is a consent record; each text names a column. */
    record Consents(
            String namespace,
            String value,
            String purpose,
            String status,
            Optional<String> lawfulBasis,
            String givenAt,
            Optional<String> validFrom,
            String validUntil,
            String notice,
            Optional<String> noticeVersion,
            String proof,
            Circumstances record)
            implements Content {}

    /**
     * A line of a JSON Lines file says for itself what it says, within these bounds.
     *
     * @param method the strongest that a line may claim, and what holds where it claims none
     * @param confidence the highest that a line may claim, and what holds where it claims none
     * @param namespaces the names of those that it may speak of
     * @param consents what it may say of consents, if anything
     */
    public record Native(
            Method method, double confidence, SortedSet<String> namespaces, Optional<NativeConsents> consents)
            implements Content {}

    /**
     * The consents that lines may assert. A no is taken for every purpose and on every basis.
     *
     * @param purposes for which a yes may be said
     * @param lawfulBases on which it may rest
     */
    record NativeConsents(SortedSet<Purpose> purposes, SortedSet<LawfulBasis> lawfulBases, Circumstances record) {}

    /**
     * What holds for all consent records of a source, where they do not say it themselves. A text that is not said is
     * empty.
     */
    record Circumstances(
            String controller,
            String jurisdiction,
            List<String> recipients,
            String howGiven,
            Optional<LawfulBasis> lawfulBasis) {
        ConsentEvidence evidence(String notice, String noticeVersion, String proof) {
            return new ConsentEvidence(
                    controller, notice, noticeVersion, jurisdiction, recipients, howGiven, proof, false);
        }
    }

    record IdentityColumn(Namespace namespace, String column) {}

    /** Where a row has both identities, there is an edge between them. */
    record EdgeRule(String from, EdgeType type, String to) {}

    /**
     * Events become memberships for a time; the events themselves are not kept.
     *
     * @param kind the column with the kind of the event
     * @param members the names of the identities that become members
     * @param namespace of the segments
     * @param memberships by the kind of event
     * @param ignored the kinds that say nothing
     */
    record Events(
            String kind,
            List<String> members,
            Namespace namespace,
            Map<String, Membership> memberships,
            SortedSet<String> ignored) {}

    /**
     * What an event of a kind comes to.
     *
     * @param segment the segment's name
     * @param time how long after the event the membership lasts
     */
    record Membership(SegmentName segment, Duration time) {}

    /** For what a partner's data may be used, on which basis, and when. */
    public record Agreement(
            String reference, LawfulBasis lawfulBasis, Instant from, Instant until, SortedSet<Purpose> purposes) {}
}
