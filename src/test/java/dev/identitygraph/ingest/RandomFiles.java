package dev.identitygraph.ingest;

import dev.identitygraph.scenario.Choice;
import dev.identitygraph.source.Described;
import dev.identitygraph.source.Source;
import java.util.List;

/** Random files of few identities, so that they meet often; some values are no good. */
final class RandomFiles {
    private static final String CSV = """
        source: %s
        about: A source of the test.
        party: FIRST
        file: "*.csv"
        observedAt: at
        method: DETERMINISTIC
        confidence: 0.9
        identities:
          customer: {namespace: crm, column: crm}
          email: {namespace: email, column: email}
          browser: {namespace: cookie, column: cookie}
          segment: {namespace: segment, column: segment}
        edges:
          - [customer, HAS_EMAIL, email]
          - [customer, USES, browser]
          - [browser, IN_SEGMENT, segment]
        """;
    private static final String NATIVE = """
        source: native
        about: A source of the test.
        party: FIRST
        file: "*.jsonl"
        method: DECLARED
        confidence: 1
        native:
          namespaces: [crm, email, cookie, segment]
          consents:
            purposes: [PERSONALIZATION, RETARGETING]
            lawfulBases: [CONSENT]
            record: {controller: shop, jurisdiction: DE, recipients: [], howGiven: a form}
        """;

    private final Choice choice;

    RandomFiles(Choice choice) {
        this.choice = choice;
    }

    boolean chance(double probability) {
        return choice.happens(probability);
    }

    Source source() {
        return Described.source(choice.oneOf(List.of(
                CSV.formatted("delta"), CSV.formatted("snapshot") + "delivery: SNAPSHOT\nmayShrinkBy: 1\n", NATIVE)));
    }

    /** How a file of rows is described, and how it was described before, when columns were taken for others. */
    record Descriptions(Source now, Source before) {}

    Descriptions descriptions() {
        var now = CSV.formatted("rows") + (choice.happens(0.5) ? "" : "delivery: SNAPSHOT\nmayShrinkBy: 1\n");
        var before = choice.oneOf(List.of(
                now.replace("column: crm", "column: cookie"),
                now.replace("column: segment", "column: crm"),
                now.replace("  - [customer, USES, browser]\n", "")));
        return new Descriptions(Described.source(now), Described.source(before));
    }

    String content(Source source) {
        var isNative = source.content() instanceof Source.Native;
        var content = new StringBuilder(isNative ? "" : "crm,email,cookie,segment,at\n");
        for (var rows = choice.number(1, 20); rows > 0; rows--) {
            content.append(isNative ? line() : row()).append('\n');
        }
        return content.toString();
    }

    private String row() {
        return String.join(",", maybe(crm()), maybe(email()), maybe(cookie()), maybe(segment()), at());
    }

    private String line() {
        var what = choice.number(1, 3);
        var said = switch (what) {
            case 1 -> "\"identities\": [\"crm:%s\", \"email:%s\", \"cookie:%s\"]".formatted(crm(), email(), cookie());
            case 2 ->
                "\"segments\": [{\"member\": \"cookie:%s\", \"segment\": \"segment:%s\", \"until\": \"%s\"}]"
                        .formatted(cookie(), segment(), at());
            default ->
                "\"consents\": [{\"subject\": \"crm:%s\", \"purpose\": \"%s\", \"status\": \"%s\", \"lawfulBasis\": \"CONSENT\", \"givenAt\": \"%s\", \"notice\": \"n\", \"proof\": \"p\"}]"
                        .formatted(
                                crm(),
                                choice.oneOf(List.of("PERSONALIZATION", "RETARGETING", "ONBOARDING")),
                                choice.oneOf(List.of("GRANTED", "GRANTED", "WITHDRAWN")),
                                at());
        };
        return "{\"source\": \"native\", \"observedAt\": \"%s\", \"confidence\": %s, %s}"
                .formatted(at(), choice.oneOf(List.of("0.5", "0.8", "1", "2")), said);
    }

    private String maybe(String value) {
        return choice.happens(0.7) ? value : "";
    }

    private String crm() {
        return String.valueOf(choice.number(1, 4));
    }

    private String email() {
        return choice.oneOf(List.of("a@example.com", "b@example.com", "nobody"));
    }

    private String cookie() {
        return "x" + choice.number(1, 3);
    }

    private String segment() {
        return "s" + choice.number(1, 2);
    }

    private String at() {
        return choice.happens(0.05) ? "never" : "2026-01-0%dT00:00:00Z".formatted(choice.number(1, 5));
    }
}
