package dev.identitygraph.source;

import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentRecord;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purposes;
import dev.identitygraph.link.Observation.Says;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a line of native JSON Lines says, within the bounds of its source. What goes beyond them is rejected, and
 * not brought down to them: nobody said that.
 */
final class NativeReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> CONSENT = Set.of(
            "subject",
            "purpose",
            "status",
            "lawfulBasis",
            "givenAt",
            "validFrom",
            "validUntil",
            "controller",
            "notice",
            "noticeVersion",
            "jurisdiction",
            "recipients",
            "howGiven",
            "proof",
            "objection");

    private final Source source;
    private final Source.Native bounds;
    private final String file;
    private final Namespaces namespaces;
    private final Purposes purposes;
    private final Latest latest;

    /**
     * A reader of one file or list.
     *
     * @param file its name, as rejections shall give it
     */
    NativeReader(
            Source source, Source.Native bounds, String file, Namespaces namespaces, Purposes purposes, Latest latest) {
        this.latest = latest;
        this.source = source;
        this.bounds = bounds;
        this.file = file;
        this.purposes = purposes;
        this.namespaces = new Namespaces(bounds.namespaces().stream()
                .flatMap(name -> namespaces.find(name).stream())
                .toList());
    }

    /** The JSON of a line; nothing if it is none. */
    static Optional<JsonNode> json(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    Statement read(long line, String text) {
        return json(text)
                .map(json -> read(line, json))
                .orElseGet(() ->
                        Statement.rejected(new Rejection(file, line, "", "this is no JSON", "one JSON object a line")));
    }

    Statement read(long line, JsonNode json) {
        var fields = JsonFields.of(file, line, json);
        var said = NativeLine.of(fields, namespaces);
        if (said.isEmpty() || !isOfTheSource(fields)) {
            return new Statement(file, line, List.of(), List.of(), fields.rejections());
        }
        var observations = isWithinBounds(said.get(), fields)
                ? said.get()
                        .observations(
                                said.get().method().orElse(bounds.method()),
                                said.get().confidence().orElse(bounds.confidence()),
                                NativeLine.memberships(fields, namespaces))
                : List.<Observation>of();
        return new Statement(file, line, observations, consents(fields), fields.rejections());
    }

    private boolean isOfTheSource(JsonFields fields) {
        return fields.required(
                        "source",
                        new Text<>(
                                name -> Optional.of(name).filter(source.name()::equals),
                                "the source of the file, which is " + source.name()))
                .isPresent();
    }

    private boolean isWithinBounds(NativeLine said, JsonFields fields) {
        if (said.says() != Says.TOGETHER) {
            return no(fields.rejectThis("a source cannot decide", "the commands join and split of a privacy officer"));
        }
        if (latest.isPassed(said.observedAt())) {
            return no(fields.reject("observedAt", Latest.REASON, Latest.EXPECTED));
        }
        if (said.party().isPresent() && said.party().get() != source.party()) {
            return no(fields.reject("party", "the source is of another party", String.valueOf(source.party())));
        }
        if (said.method().isPresent() && said.method().get().compareTo(bounds.method()) < 0) {
            return no(fields.reject(
                    "method", "the source may not claim this method", "none stronger than " + bounds.method()));
        }
        if (said.confidence().isPresent() && said.confidence().get() > bounds.confidence()) {
            return no(fields.reject("confidence", "the source may not be as sure", "at most " + bounds.confidence()));
        }
        return true;
    }

    private static boolean no(Optional<?> rejected) {
        return rejected.isPresent();
    }

    private List<ConsentStatement> consents(JsonFields fields) {
        if (!fields.has("consents")) {
            return List.of();
        }
        if (bounds.consents().isEmpty()) {
            fields.reject("consents", "the source may not speak of consent", "a line without it");
            return List.of();
        }
        return fields.items("consents").stream()
                .flatMap(part -> consent(fields.in(part), bounds.consents().get()).stream())
                .toList();
    }

    private Optional<ConsentStatement> consent(JsonFields said, Source.NativeConsents may) {
        var before = said.rejections().size();
        if (!said.hasOnly(CONSENT)) {
            return Optional.empty();
        }
        var subject = said.identity("subject", namespaces.speaking());
        var purpose =
                said.required("purpose", new Text<>(purposes::find, "one of " + String.join(", ", purposes.names())));
        var status = said.required("status", Text.oneOf(ConsentStatus.class));
        var basis = said.textOr(
                "lawfulBasis", Text.oneOf(LawfulBasis.class), may.record().lawfulBasis());
        var givenAt = said.notAfter(latest, "givenAt", said.required("givenAt", Text.INSTANT));
        var validFrom = said.textOr("validFrom", Text.INSTANT, givenAt);
        var validUntil = said.textOr("validUntil", Text.INSTANT, Optional.of(ConsentRecord.UNTIL_FURTHER_NOTICE));
        var evidence = evidence(said, may.record());
        if (status.equals(Optional.of(ConsentStatus.GRANTED))) {
            purpose.filter(it -> !may.purposes().contains(it))
                    .ifPresent(_ ->
                            said.rejectThis("the source may not say yes for this purpose", "one of " + may.purposes()));
            basis.filter(it -> !may.lawfulBases().contains(it))
                    .ifPresent(_ ->
                            said.rejectThis("the source may not say yes on this basis", "one of " + may.lawfulBases()));
            if (evidence.objection()) {
                said.rejectThis("an objection is no yes", "a status of DENIED or WITHDRAWN");
            }
        }
        return said.rejections().size() > before
                ? Optional.empty()
                : Optional.of(new ConsentStatement(
                        subject.orElseThrow(),
                        purpose.orElseThrow(),
                        status.orElseThrow(),
                        basis.orElseThrow(),
                        givenAt.orElseThrow(),
                        validFrom.orElseThrow(),
                        validUntil.orElseThrow(),
                        evidence));
    }

    private static ConsentEvidence evidence(JsonFields said, Source.Circumstances record) {
        var any = Text.any("a text");
        return new ConsentEvidence(
                said.text("controller", any).orElse(record.controller()),
                said.required("notice", Text.any("the notice's name and version"))
                        .orElse(""),
                said.text("noticeVersion", any).orElse(""),
                said.text("jurisdiction", any).orElse(record.jurisdiction()),
                said.has("recipients") ? said.texts("recipients") : record.recipients(),
                said.text("howGiven", any).orElse(record.howGiven()),
                said.required("proof", Text.any("where the proof lies")).orElse(""),
                said.flag("objection").orElse(false));
    }
}
