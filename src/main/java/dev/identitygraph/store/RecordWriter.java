package dev.identitygraph.store;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.neo4j.core.Neo4jClient;

/** Writes records of what sources say: observations and consents. */
final class RecordWriter {
    private RecordWriter() {}

    /**
     * Adds those of some records that the graph does not have. All are added in one order: of two transactions neither
     * waits for a record that the other will only add after its own.
     *
     * @param id the name of the property that is each record's own
     * @param records their properties
     * @param files the ids of the files that they are known from; none if they came by none
     * @return the ids of those that are new
     */
    static Set<String> add(
            Neo4jClient client, String label, String id, Collection<Map<String, Object>> records, List<String> files) {
        if (records.isEmpty()) {
            return Set.of();
        }
        if (!files.isEmpty()) {
            records.forEach(record -> record.put("files", files));
        }
        // Every record has a source but one that was made a moment ago.
        return client
                .query("""
                    UNWIND $rows AS row
                    MERGE (record:%1$s {%2$s: row.%2$s})
                    WITH record, row WHERE record.source IS NULL
                    SET record += row
                    RETURN row.%2$s
                    """.formatted(label, id))
                .bind(records.stream()
                        .sorted(comparing(record -> Returned.text(record, id)))
                        .toList())
                .to("rows")
                .fetchAs(String.class)
                .all()
                .stream()
                .collect(toUnmodifiableSet());
    }
}
