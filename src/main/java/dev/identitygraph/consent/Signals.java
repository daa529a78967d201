package dev.identitygraph.consent;

import com.iab.gpp.encoder.GppModel;
import com.iab.gpp.encoder.section.EncodableSection;
import dev.identitygraph.consent.SignalMapping.OptOutField;
import dev.identitygraph.consent.SignalMapping.TcfRule;
import dev.identitygraph.identity.ConsentEvidence;
import dev.identitygraph.identity.ConsentStatus;
import dev.identitygraph.identity.LawfulBasis;
import dev.identitygraph.identity.Purpose;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Understands consent signals, by the mapping that is in force. */
public final class Signals {
    private static final String TCF_SECTION = "tcfeuv2";

    private final SignalMapping mapping;
    private final Clock clock;

    Signals(SignalMapping mapping, Clock clock) {
        this.mapping = mapping;
        this.clock = clock;
    }

    /** What a signal says. */
    public Signal read(SignalKind kind, String text) {
        return switch (kind) {
            case TCF -> tcf(text, text);
            case GPP -> gpp(text);
            case GPC ->
                text.equals("1")
                        ? new Signal.Understood(
                                optOut(),
                                Optional.empty(),
                                Optional.empty(),
                                evidence("Global Privacy Control", "", "", List.of(), text))
                        : new Signal.Refused("A GPC signal is the text 1; anything else says nothing.");
        };
    }

    /** The stored opt-outs that signals make, by the names that {@code blockedBy} of the policy has. */
    public Set<String> optOuts() {
        return Set.of(mapping.gpcOptOut());
    }

    private Signal tcf(String text, String proof) {
        var parsed = TcfString.parse(text);
        if (parsed.isEmpty()) {
            return new Signal.Refused("The text is no string of TCF 2: it is malformed, cut off, or of version 1.");
        }
        var string = parsed.get();
        return outdated(string).<Signal>map(Signal.Refused::new).orElseGet(() -> {
            var decoded = string.decoded();
            var words = new HashMap<Purpose, Word>();
            mapping.tcf().purposes().forEach((purpose, rule) -> words.put(purpose, word(string, rule)));
            return new Signal.Understood(
                    words,
                    Optional.of(decoded.getLastUpdated()),
                    Optional.of(end(decoded.getLastUpdated())),
                    evidence(
                            "IAB TCF policy " + decoded.getTcfPolicyVersion(),
                            "vendor list " + decoded.getVendorListVersion(),
                            decoded.getPublisherCC(),
                            mapping.tcf().purposes().values().stream()
                                    .map(rule -> "IAB vendor " + rule.vendor())
                                    .distinct()
                                    .sorted()
                                    .toList(),
                            proof));
        });
    }

    private Optional<String> outdated(TcfString string) {
        var decoded = string.decoded();
        var rules = mapping.tcf();
        if (decoded.getTcfPolicyVersion() < rules.leastPolicyVersion()) {
            return Optional.of("The string is of TCF policy %d; from %d on it would be up to date."
                    .formatted(decoded.getTcfPolicyVersion(), rules.leastPolicyVersion()));
        }
        if (decoded.getVendorListVersion() < rules.leastVendorListVersion()) {
            return Optional.of("The string is of vendor list %d; from %d on it would be up to date."
                    .formatted(decoded.getVendorListVersion(), rules.leastVendorListVersion()));
        }
        if (decoded.getTcfPolicyVersion() >= 5 && !string.vendorsDisclosed()) {
            return Optional.of("The string is of TCF 2.3, and lacks its segment of disclosed vendors.");
        }
        if (decoded.getLastUpdated().isAfter(clock.instant())) {
            return Optional.of("The string says that it was last updated in the future.");
        }
        return end(decoded.getLastUpdated()).isAfter(clock.instant())
                ? Optional.empty()
                : Optional.of("The string was last updated more than %s ago.".formatted(rules.oldest()));
    }

    private Instant end(Instant lastUpdated) {
        return lastUpdated.atZone(ZoneOffset.UTC).plus(mapping.tcf().oldest()).toInstant();
    }

    private static Word word(TcfString string, TcfRule rule) {
        var vendor = rule.vendor();
        var granted = rule.consent().stream().allMatch(purpose -> string.consents(purpose, vendor))
                && rule.either().stream()
                        .allMatch(purpose -> string.consents(purpose, vendor) || string.admitsInterest(purpose, vendor))
                && rule.specialFeatures().stream().allMatch(string::optsIn);
        if (!granted) {
            return new Word(ConsentStatus.DENIED, LawfulBasis.CONSENT);
        }
        var consented = rule.either().stream().allMatch(purpose -> string.consents(purpose, vendor));
        return new Word(ConsentStatus.GRANTED, consented ? LawfulBasis.CONSENT : LawfulBasis.LEGITIMATE_INTERESTS);
    }

    /** The sections of the United States are opt-outs: they deny, and what they do not deny they leave as it is. */
    private Signal gpp(String text) {
        try {
            var model = new GppModel(text);
            var sections = model.getSectionIds();
            if (text.isBlank() || sections.isEmpty()) {
                return new Signal.Refused("The text has no GPP section.");
            }
            sections.forEach(model::getSection);
            var denied = new HashMap<Purpose, Word>();
            if (sections.stream().map(model::getSection).anyMatch(Signals::hasGpc)) {
                denied.putAll(optOut());
            }
            mapping.gpp().forEach((purpose, fields) -> {
                if (fields.stream().anyMatch(field -> isOptOut(model, field))) {
                    denied.put(purpose, new Word(ConsentStatus.DENIED, LawfulBasis.CONSENT));
                }
            });
            return model.hasSection(TCF_SECTION)
                    ? with(tcf(model.encodeSection(TCF_SECTION), text), denied)
                    : new Signal.Understood(
                            denied, Optional.empty(), Optional.empty(), evidence("IAB GPP", "", "US", List.of(), text));
        } catch (RuntimeException e) {
            // The library has several types for what is malformed, and throws the JDK's besides.
            return new Signal.Refused("The text is no GPP string: it is malformed or cut off.");
        }
    }

    /** A section of the TCF beside others: the stricter of both holds. */
    private static Signal with(Signal tcf, Map<Purpose, Word> denied) {
        return switch (tcf) {
            case Signal.Refused refused -> refused;
            case Signal.Understood said -> {
                var words = new HashMap<>(said.words());
                words.putAll(denied);
                yield new Signal.Understood(words, said.givenAt(), said.validUntil(), said.evidence());
            }
        };
    }

    private Map<Purpose, Word> optOut() {
        return Map.of(
                Purpose.optOut(mapping.gpcOptOut()), new Word(ConsentStatus.DENIED, LawfulBasis.LEGITIMATE_INTERESTS));
    }

    private static boolean hasGpc(EncodableSection section) {
        return section.hasField("Gpc") && Boolean.TRUE.equals(section.getFieldValue("Gpc"));
    }

    private static boolean isOptOut(GppModel model, OptOutField field) {
        return model.hasField(field.section(), field.field())
                && String.valueOf(Objects.requireNonNull(model.getFieldValue(field.section(), field.field())))
                        .equals(field.value());
    }

    private static ConsentEvidence evidence(
            String notice, String version, String jurisdiction, List<String> recipients, String proof) {
        return new ConsentEvidence("", notice, version, jurisdiction, recipients, "signal", proof, false);
    }
}
