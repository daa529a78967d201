package dev.identitygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.ingest.FolderImport;
import dev.identitygraph.retraction.Retractable;
import dev.identitygraph.retraction.Retraction;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.neo4j.core.Neo4jClient;
import tools.jackson.databind.JsonNode;

/** Segments as groups: absent under the minimum, rounded, and moving in releases only. The minimum is 10. */
@IntegrationTest
class GroupsIT {
    private static final String SIZE = """
            query ($segment: String!) @purpose(is: ANALYTICS) {
              segment(namespace: "segment", value: $segment) { size }
            }
            """;

    @Autowired
    private FolderImport folders;

    @Autowired
    private Releases releases;

    @Autowired
    private GraphQlApi api;

    @Autowired
    private Neo4jClient client;

    @Autowired
    private Clock clock;

    @TempDir
    private Path input;

    private final List<String> consents = new ArrayList<>();
    private final List<String> interests = new ArrayList<>();

    private String large = "";
    private String small = "";

    /** Groups of their own for each test, since the graph keeps what it has observed. */
    @BeforeEach
    void nameGroups(TestInfo test) {
        var name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        large = "large-" + name;
        small = "small-" + name;
    }

    @Test
    void aSegmentUnderTheMinimumReadsAsAbsent() throws IOException {
        join(small, 0, 9);
        release();
        assertThat(size(small).isMissingNode()).isTrue();
        assertThat(api.as("analyst").ask(SIZE, Map.of("segment", small)).body())
                .isEqualTo(api.as("analyst")
                        .ask(SIZE, Map.of("segment", "group-unknown"))
                        .body());
    }

    @Test
    void aSizeIsRoundedDownToAMultipleOfTheMinimum() throws IOException {
        join(large, 0, 27);
        for (var i = 0; i < 5; i++) {
            interests.add("ck-%s-%d,,%s,2026-03-01T10:00:00Z".formatted(large, i, small));
        }
        load();
        release();
        assertThat(size(large).asInt()).isEqualTo(20);
        assertThat(api.as("analyst").ask("""
                query ($segment: String!) @purpose(is: ANALYTICS) {
                  segment(namespace: "segment", value: $segment) {
                    devices(first: 100) { edges { node { segments(first: 100) { edges { node { name size } } } } } }
                  }
                }
                """, Map.of("segment", large)).data().findValuesAsString("name"))
                .as("a segment under the minimum is not reached by a walk either")
                .containsOnly(large);
    }

    @Test
    void nothingMovesBetweenReleases() throws IOException {
        join(large, 0, 12);
        release();
        join(large, 12, 30);
        assertThat(size(large).asInt()).isEqualTo(10);
        release();
        assertThat(size(large).asInt()).isEqualTo(30);
    }

    @Test
    void aReleaseMovesASizeOnlyWhenAsManyMembersAsTheMinimumHaveChanged() throws IOException {
        join(large, 0, 15);
        release();
        join(large, 15, 24);
        release();
        assertThat(size(large).asInt()).as("nine have joined").isEqualTo(10);
        join(large, 24, 25);
        release();
        assertThat(size(large).asInt()).as("ten have joined").isEqualTo(20);
    }

    @Test
    void aMemberWhoWithdrawsIsGoneAtOnce() throws IOException {
        join(large, 0, 20);
        release();
        assertThat(size(large).asInt()).isEqualTo(20);
        withdraw("ck-" + large + "-0");
        assertThat(size(large).asInt()).isEqualTo(10);
        assertThat(client.query("MATCH (:Device {value: $cookie})-[r]->() RETURN r." + released())
                        .bind("ck-" + large + "-0")
                        .to("cookie")
                        .fetchAs(Boolean.class)
                        .all())
                .isEmpty();
    }

    @Test
    void aMemberIsGoneAtOnceWhenWhatSaysSoIsTakenBack(@Autowired Retraction retraction) throws IOException {
        join(large, 0, 20);
        release();
        assertThat(size(large).asInt()).isEqualTo(20);
        var said = client.query("MATCH (:Device {value: $cookie})-[r:IN_SEGMENT]->() RETURN r.derivedFrom[0]")
                .bind("ck-" + large + "-0")
                .to("cookie")
                .fetchAs(String.class)
                .one()
                .orElseThrow();
        retraction.retract(Actor.of("test"), new Retractable.OneObservation(said));
        assertThat(size(large).asInt()).isEqualTo(10);
    }

    @Test
    void aMemberByTwoSourcesIsCountedOnceAndGoneOnce() throws IOException {
        join(large, 0, 21);
        Files.writeString(input.resolve("storefront-1.jsonl"), """
                {"source": "storefront", "observedAt": "2026-03-01T10:00:00Z", "segments": [{"member": "cookie:ck-%1$s-0", "segment": "segment:%1$s"}]}
                """.formatted(large));
        load();
        release();
        withdraw("ck-" + large + "-0");
        assertThat(size(large).asInt()).as("twenty of 21 are left").isEqualTo(20);
    }

    @Test
    void severalInstancesReleaseOnce() {
        var now = clock.instant();
        releases.release(now);
        var last = releaseInstant();
        releases.release(now.minusSeconds(60));
        assertThat(releaseInstant()).isEqualTo(last);
    }

    private Object releaseInstant() {
        return client.query("MATCH (r:Release {purpose: 'ANALYTICS'}) RETURN r.at AS at")
                .fetch()
                .one()
                .orElseThrow();
    }

    private static String released() {
        return EdgeProperties.released(new Purpose("ANALYTICS"));
    }

    private void join(String segment, int from, int to) throws IOException {
        for (var i = from; i < to; i++) {
            var cookie = "ck-" + segment + "-" + i;
            interests.add(cookie + ",," + segment + ",2026-03-01T10:00:00Z");
            consents.add("cookie,%s,ANALYTICS,GRANTED,CONSENT,2026-01-01T00:00:00Z,2035-01-01T00:00:00Z,notice,p-%s"
                    .formatted(cookie, cookie));
        }
        load();
    }

    private void withdraw(String cookie) throws IOException {
        consents.add(
                "cookie,%s,ANALYTICS,WITHDRAWN,CONSENT,2026-06-01T00:00:00Z,,notice,w-%s".formatted(cookie, cookie));
        load();
    }

    private void load() throws IOException {
        Files.writeString(
                input.resolve("consents.csv"),
                "namespace,value,purpose,status,lawful_basis,given_at,valid_until,notice,proof\n"
                        + String.join("\n", consents));
        Files.writeString(
                input.resolve("webshop-interests.csv"),
                "cookie,app_install,interest,seen_at\n" + String.join("\n", interests));
        folders.run(input);
    }

    private void release() {
        releases.release(clock.instant());
    }

    private JsonNode size(String segment) {
        return api.as("analyst").ask(SIZE, Map.of("segment", segment)).data().at("/segment/size");
    }
}
