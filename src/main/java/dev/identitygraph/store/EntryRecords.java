package dev.identitygraph.store;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.DependsOn;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps, for a day, by which keys clients have entered, so that the instances of the application share the count. */
@Component
@DependsOn("migrations")
@Transactional
public class EntryRecords {
    private final Neo4jClient client;

    EntryRecords(Neo4jClient client) {
        this.client = client;
    }

    /** Adds a record; adding it again changes nothing. */
    public void add(EntryRecord record) {
        client.query("""
                        MERGE (record:EntryRecord {instance: $instance, number: $number})
                        SET record.day = $day, record.client = $client, record.entered = $entered,
                            record.missed = $missed
                        """)
                .bindAll(Map.of(
                        "instance", record.instance(),
                        "number", record.number(),
                        "day", record.day(),
                        "client", record.client(),
                        "entered", record.entered(),
                        "missed", record.missed()))
                .run();
    }

    /**
     * The day's records of the other instances.
     *
     * @param seen the number of the last record of each that is known already
     */
    public Collection<EntryRecord> ofOthers(LocalDate day, String instance, Map<String, Long> seen) {
        return client.query("""
                        MATCH (record:EntryRecord {day: $day})
                        WHERE record.instance <> $instance AND record.number > coalesce($seen[record.instance], -1)
                        RETURN record {.*} AS record
                        ORDER BY record.instance, record.number
                        """).bindAll(Map.of("day", day, "instance", instance, "seen", seen)).fetch().all().stream()
                .map(row -> record(map(row)))
                .toList();
    }

    /** Forgets what was counted on earlier days. */
    public void deleteBefore(LocalDate day) {
        client.query("MATCH (record:EntryRecord) WHERE record.day < $day DELETE record")
                .bind(day)
                .to("day")
                .run();
    }

    private static EntryRecord record(Map<String, Object> row) {
        return new EntryRecord(
                (LocalDate) value(row, "day"),
                value(row, "instance").toString(),
                ((Number) value(row, "number")).longValue(),
                value(row, "client").toString(),
                numbers(row, "entered"),
                numbers(row, "missed"));
    }

    private static List<Long> numbers(Map<String, Object> row, String name) {
        return ((List<?>) value(row, name)).stream().map(Long.class::cast).toList();
    }

    private static Object value(Map<String, Object> row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }

    @SuppressWarnings("unchecked") // The statement returns a map under this name.
    private static Map<String, Object> map(Map<String, Object> row) {
        return (Map<String, Object>) value(row, "record");
    }
}
