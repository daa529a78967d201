package dev.identitygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.client.Client;
import dev.identitygraph.client.ClientType;
import dev.identitygraph.policy.DocumentLimits;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.store.EntryRecords;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.testing.IntegrationTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** Instances share, through the graph, by which keys a client has entered on a day. */
@IntegrationTest
class EntryCountsIT {
    private static final Instant NOON = Instant.parse("2031-05-06T12:00:00Z");

    private final Client client = client();
    private final Client other = client();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Autowired
    private EntryRecords records;

    @Autowired
    private Pseudonyms pseudonyms;

    @Autowired
    private Driver driver;

    @Test
    void aKeyCountsOnceForEachClient() {
        var counts = instance(NOON);
        assertThat(counts.enter(client, List.of("a", "b"))).isEmpty();
        assertThat(counts.enter(client, List.of("b", "a"))).isEmpty();
        assertThat(counts.enter(client, List.of("c"))).isEmpty();
        assertThat(counts.enter(client, List.of("d")).map(Fault::code)).contains(Fault.Code.ENTRY_LIMIT);
        assertThat(counts.enter(client, List.of("c"))).isEmpty();
        assertThat(counts.enter(other, List.of("d"))).isEmpty();
    }

    @Test
    void anOperationIsCountedWholeOrNot() {
        var counts = instance(NOON);
        assertThat(counts.enter(client, List.of("a", "b", "c", "d"))).isPresent();
        assertThat(counts.enter(client, List.of("a", "b", "c"))).isEmpty();
    }

    @Test
    void keysThatLeadToNothingHaveALimitOfTheirOwn() {
        var counts = instance(NOON);
        assertThat(counts.enter(client, List.of("a"))).isEmpty();
        counts.missed(client, "a");
        counts.missed(client, "a");
        assertThat(counts.enter(client, List.of("b"))).isEmpty();
        counts.missed(client, "b");
        assertThat(counts.enter(client, List.of("c")).map(Fault::code)).contains(Fault.Code.ENTRY_LIMIT);
        assertThat(counts.enter(client, List.of("a"))).isEmpty();
        assertThat(counted("ENTERED")).isEqualTo(2);
        assertThat(counted("MISSED")).isEqualTo(2);
    }

    private double counted(String outcome) {
        return meters.counter(EntryCounts.KEYS, "client", client.id(), "outcome", outcome)
                .count();
    }

    @Test
    void theNextDayBeginsAnewInUtc() {
        var night = Instant.parse("2031-05-06T23:59:59Z");
        var counts = new EntryCounts(limits(), pseudonyms, records, new Turning(night), new SimpleMeterRegistry());
        assertThat(counts.enter(client, List.of("a", "b", "c"))).isEmpty();
        assertThat(counts.enter(client, List.of("d"))).isEmpty();
    }

    @Test
    void whatOneInstanceCountsTheOthersLearn() {
        var one = instance(NOON);
        var two = instance(NOON);
        assertThat(one.enter(client, List.of("a", "b"))).isEmpty();
        one.missed(client, "a");
        one.exchange();
        two.exchange();
        assertThat(two.enter(client, List.of("c", "d"))).isPresent();
        assertThat(two.enter(client, List.of("a", "c"))).isEmpty();
        two.missed(client, "c");
        two.exchange();
        one.exchange();
        assertThat(one.enter(client, List.of("d"))).isPresent();
        one.exchange();
        assertThat(one.enter(client, List.of("c"))).isEmpty();
    }

    @Test
    void anInstanceThatStartsKnowsWhatWasCountedBefore() {
        var before = instance(NOON);
        assertThat(before.enter(client, List.of("a", "b", "c"))).isEmpty();
        before.exchange();
        var after = instance(NOON.plus(Duration.ofHours(1)));
        after.exchange();
        assertThat(after.enter(client, List.of("d"))).isPresent();
        assertThat(after.enter(client, List.of("c"))).isEmpty();
    }

    @Test
    void theGraphKeepsADayAndNothingThatNamesANode() {
        var counts = instance(NOON);
        var digest = pseudonyms.recordId("test", List.of(client.id()));
        assertThat(counts.enter(client, List.of(digest))).isEmpty();
        counts.exchange();
        try (var session = driver.session()) {
            var kept = session.run(
                            "MATCH (record:EntryRecord {client: $client}) RETURN record.entered",
                            Map.of("client", client.id()))
                    .single()
                    .get(0)
                    .asList(value -> Long.toHexString(value.asLong()));
            assertThat(kept).hasSize(1).noneMatch(digest::contains);
            instance(NOON.plus(Duration.ofDays(1))).exchange();
            assertThat(session.run("MATCH (record:EntryRecord) WHERE record.day < date('2031-05-07') RETURN record")
                            .list())
                    .isEmpty();
        }
    }

    private EntryCounts instance(Instant at) {
        return new EntryCounts(limits(), pseudonyms, records, Clock.fixed(at, ZoneOffset.UTC), meters);
    }

    private static Client client() {
        return new Client(
                UUID.randomUUID().toString(),
                "operator",
                ClientType.CONFIDENTIAL,
                Optional.empty(),
                false,
                Set.of(),
                Set.of(),
                Set.of());
    }

    private static Limits limits() {
        return new Limits(
                DataSize.ofKilobytes(1), DocumentLimits.NONE, true, 20, 1, 1, Duration.ofSeconds(1), 1, 3, 2, 1);
    }

    /** A clock that moves on by a second whenever it is read. */
    private static final class Turning extends Clock {
        private Instant now;

        Turning(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            var told = now;
            now = now.plusSeconds(1);
            return told;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
