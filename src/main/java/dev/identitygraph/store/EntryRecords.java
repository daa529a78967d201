package dev.identitygraph.store;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
                        RETURN record.day AS day, record.instance AS instance, record.number AS number,
                               record.client AS client, record.entered AS entered, record.missed AS missed
                        ORDER BY record.instance, record.number
                        """).bindAll(Map.of("day", day, "instance", instance, "seen", seen)).fetch().all().stream()
                .map(EntryRecords::record)
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
                (LocalDate) Returned.present(row, "day"),
                Returned.text(row, "instance"),
                Returned.number(row, "number").longValue(),
                Returned.text(row, "client"),
                numbers(row, "entered"),
                numbers(row, "missed"));
    }

    private static List<Long> numbers(Map<String, Object> row, String name) {
        return ((List<?>) Returned.present(row, name))
                .stream().map(Long.class::cast).toList();
    }
}
