package dev.identitygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.identitygraph.identity.Identity;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.testing.IntegrationTest;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;

/** A graph whose digests are of another normal form is not worked on. */
@IntegrationTest
class NormalFormCheckIT {
    @Autowired
    private Neo4jClient client;

    @Autowired
    private NormalFormCheck check;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Namespaces namespaces;

    @AfterEach
    void removeIt() {
        client.query("MATCH (n {normalFormCheck: true}) DELETE n").run();
    }

    @Test
    void theDigestsOfThisReleaseAreWorkedOnWhateverFollowsTheirVersion() {
        for (var digest : new String[] {
            pseudonyms.of(new Identity(namespaces.find("email").orElseThrow(), "anna@example.com")),
            Pseudonyms.VERSION + "0".repeat(32),
            Pseudonyms.VERSION + "f".repeat(32)
        }) {
            add("Email", digest);
        }
        assertThatCode(check::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Customer", "Email", "Device"})
    void thoseOfAnotherAreNot(String kind) {
        for (var other :
                new String[] {"1" + "f".repeat(32), "3" + "0".repeat(32), "0123456789abcdef0123456789abcdef"}) {
            add(kind, other);
            assertThatThrownBy(check::check)
                    .isInstanceOf(OtherNormalFormException.class)
                    .hasMessageContaining("normal form");
            removeIt();
        }
    }

    @Test
    void whoeverStartsOnItIsToldWhatToDo() {
        var told = new StoreFailureAnalyzer().analyze(new OtherNormalFormException("digests of another version"));
        assertThat(Objects.requireNonNull(told).getAction()).contains("import its sources anew");
    }

    private void add(String kind, String digest) {
        client.query("CREATE (:%s {digest: $digest, normalFormCheck: true})".formatted(kind))
                .bind(digest)
                .to("digest")
                .run();
    }
}
