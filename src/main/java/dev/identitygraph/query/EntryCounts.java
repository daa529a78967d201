package dev.identitygraph.query;

import dev.identitygraph.client.Client;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.store.EntryRecord;
import dev.identitygraph.store.EntryRecords;
import dev.identitygraph.store.Pseudonyms;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts by how many different keys each client enters in a day (UTC), and how many of them lead to nothing, so that a
 * list of addresses cannot be tried. A key that was asked before on that day may be asked again. What is counted is a
 * digest of client, day and key; no set grows beyond its limit. Instances tell one another what they counted through
 * the graph, which also keeps it when one of them starts anew.
 */
@Component
public class EntryCounts {
    /** How many different keys were entered by, and how many of them led to nothing, on this instance. */
    static final String KEYS = "identitygraph.entry.keys";

    private static final Logger LOG = LoggerFactory.getLogger(EntryCounts.class);

    private final Limits limits;
    private final Pseudonyms pseudonyms;
    private final EntryRecords records;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Keys> byClient = new HashMap<>();
    private final String instance = UUID.randomUUID().toString();
    private final Map<String, Long> seen = new HashMap<>();
    private LocalDate day = LocalDate.MIN;
    private long number;

    /** What one client has asked on the day, and what of it the other instances do not know yet. */
    private static final class Keys {
        final Set<Long> entered = new HashSet<>();
        final Set<Long> missed = new HashSet<>();
        final Set<Long> newlyEntered = new HashSet<>();
        final Set<Long> newlyMissed = new HashSet<>();
        boolean alarmed;
    }

    EntryCounts(Limits limits, Pseudonyms pseudonyms, EntryRecords records, Clock clock, MeterRegistry meters) {
        this.limits = limits;
        this.pseudonyms = pseudonyms;
        this.records = records;
        this.clock = clock;
        this.meters = meters;
    }

    /** Counts the keys, given as digests, that a client is about to enter by: all of them, or none if it may not. */
    public synchronized Optional<Fault> enter(Client client, Collection<String> digests) {
        var keys = today(client.id());
        var unknown = new HashSet<Long>();
        for (var digest : digests) {
            var key = key(client, digest);
            if (!keys.entered.contains(key)) {
                unknown.add(key);
            }
        }
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        if (keys.entered.size() + unknown.size() > limits.entriesADay()) {
            return refused(client, keys, "%d different keys".formatted(limits.entriesADay()));
        }
        if (keys.missed.size() >= limits.missesADay()) {
            return refused(client, keys, "%d keys that led to nothing".formatted(limits.missesADay()));
        }
        keys.entered.addAll(unknown);
        keys.newlyEntered.addAll(unknown);
        count(client, "ENTERED", unknown.size());
        return Optional.empty();
    }

    /** Counts that a key, given as a digest, led to nothing that the client may see. */
    public synchronized void missed(Client client, String digest) {
        var keys = today(client.id());
        var key = key(client, digest);
        if (keys.missed.add(key)) {
            keys.newlyMissed.add(key);
            count(client, "MISSED", 1);
        }
    }

    private void count(Client client, String outcome, int number) {
        meters.counter(KEYS, "client", client.id(), "outcome", outcome).increment(number);
    }

    private static Optional<Fault> refused(Client client, Keys keys, String most) {
        if (!keys.alarmed) {
            keys.alarmed = true;
            LOG.warn("Client {} has entered by {} today, and may enter by no other key", client.id(), most);
        }
        return Optional.of(Fault.ofRequest(
                Fault.Code.ENTRY_LIMIT,
                "This client has entered by %s today (UTC), which is the most that it may. Keys that it has entered by before are still answered."
                        .formatted(most)));
    }

    private Keys today(String client) {
        startDay();
        return byClient.computeIfAbsent(client, _ -> new Keys());
    }

    private void startDay() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            byClient.clear();
            seen.clear();
        }
    }

    private Long key(Client client, String digest) {
        var id = pseudonyms.recordId("entry", List.of(client.id(), day.toString(), digest));
        return Long.parseUnsignedLong(id, 0, Long.BYTES * 2, 16);
    }

    /** Tells the other instances what this one has counted, and learns what they have. */
    @PostConstruct
    @PreDestroy
    @Scheduled(
            fixedDelayString = "${identity-graph.entry-exchange-interval}",
            initialDelayString = "${identity-graph.entry-exchange-interval}")
    public void exchange() {
        var untold = untold();
        for (var record : untold) {
            records.add(record);
            told(record);
        }
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        records.deleteBefore(today);
        records.ofOthers(today, instance, lastSeen()).forEach(this::learn);
    }

    private synchronized List<EntryRecord> untold() {
        return byClient.entrySet().stream()
                .filter(client -> !client.getValue().newlyEntered.isEmpty()
                        || !client.getValue().newlyMissed.isEmpty())
                .map(client -> new EntryRecord(
                        day,
                        instance,
                        number++,
                        client.getKey(),
                        List.copyOf(client.getValue().newlyEntered),
                        List.copyOf(client.getValue().newlyMissed)))
                .toList();
    }

    private synchronized void told(EntryRecord record) {
        var keys = byClient.get(record.client());
        if (keys != null && record.day().equals(day)) {
            record.entered().forEach(keys.newlyEntered::remove);
            record.missed().forEach(keys.newlyMissed::remove);
        }
    }

    private synchronized Map<String, Long> lastSeen() {
        return Map.copyOf(seen);
    }

    private synchronized void learn(EntryRecord record) {
        startDay();
        if (record.day().equals(day)) {
            var keys = today(record.client());
            keys.entered.addAll(record.entered());
            keys.missed.addAll(record.missed());
            seen.merge(record.instance(), record.number(), Math::max);
        }
    }
}
