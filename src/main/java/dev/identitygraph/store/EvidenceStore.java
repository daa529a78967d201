package dev.identitygraph.store;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What has been observed: by which source, from which files it is known, and of whom it is. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class EvidenceStore {
    /** What stands among the files of what a client said by a request. */
    public static final String REQUESTS = "requests";

    private final Neo4jClient client;
    private final NodeReader nodes;

    EvidenceStore(Neo4jClient client, NodeReader nodes) {
        this.client = client;
        this.nodes = nodes;
    }

    /**
     * Some observations of a source that are known from a file, be it by an earlier reading of it, from the first id
     * after a given one on.
     */
    public List<String> ofFileAfter(String source, String file, String observation, int atMost) {
        return List.copyOf(client.query("""
            MATCH (o:Observation {source: $source})
            WHERE o.observationId > $after AND any(known IN o.files WHERE known IN $readings)
            RETURN o.observationId ORDER BY o.source, o.observationId LIMIT $atMost
            """)
                .bindAll(Map.of(
                        "source",
                        source,
                        "after",
                        observation,
                        "readings",
                        EarlierReadings.all(file),
                        "atMost",
                        atMost))
                .fetchAs(String.class)
                .all());
    }

    /** The source of an observation: one text, or none. */
    public Set<String> sourceOf(String observation) {
        return texts("MATCH (o:Observation {observationId: $id}) RETURN o.source", Map.of("id", observation));
    }

    /**
     * Whether a source is known, or anything that it has said: clients that record consents are no described sources.
     */
    public boolean isSource(String name) {
        return !texts("""
            OPTIONAL MATCH (s:Source {name: $source}) WITH s LIMIT 1
            WHERE s IS NOT NULL OR EXISTS { MATCH (o:Observation {source: $source}) WHERE o.observationId > '' }
              OR EXISTS { MATCH (c:ConsentRecord {source: $source}) WHERE c.consentRecordId > '' }
            RETURN $source
            """, Map.of("source", name)).isEmpty();
    }

    /** Notes that observations and consent records are known from a file, too. */
    public void knownFrom(String file, Collection<String> observations, Collection<String> consents) {
        if (!observations.isEmpty()) {
            client.query("""
                UNWIND $ids AS id
                MATCH (o:Observation {observationId: id})
                USING INDEX o:Observation(observationId)
                WHERE NOT $file IN coalesce(o.files, [])
                SET o.files = coalesce(o.files, []) + $file
                """).bindAll(Map.of("ids", observations, "file", file)).run();
        }
        if (!consents.isEmpty()) {
            client.query("""
                UNWIND $ids AS id
                MATCH (c:ConsentRecord {consentRecordId: id})
                USING INDEX c:ConsentRecord(consentRecordId)
                WHERE NOT $file IN coalesce(c.files, [])
                SET c.files = coalesce(c.files, []) + $file
                """).bindAll(Map.of("ids", consents, "file", file)).run();
        }
    }

    /**
     * Takes a file from what is known from it, by whatever reading.
     *
     * @return the observations that are known from nothing else
     */
    public Set<String> notFrom(String file, Set<String> observations) {
        return without("NOT known IN $files", EarlierReadings.all(file), observations);
    }

    /**
     * Takes from observations that they are known from an earlier reading of a file.
     *
     * @return those that are known from nothing else
     */
    public Set<String> notFromEarlierReading(String file, Collection<String> observations) {
        return without("NOT known IN $files", List.of(EarlierReadings.of(file)), observations);
    }

    /**
     * Takes from observations all files but one.
     *
     * @return those that are known from nothing any more
     */
    public Set<String> onlyFrom(String file, Collection<String> observations) {
        return without("known IN $files", List.of(file, REQUESTS), observations);
    }

    /**
     * Lets observations be known from some of their files only.
     *
     * @param stays what is true of a file that it stays {@code known} from
     * @return those that are known from nothing any more
     */
    private Set<String> without(String stays, List<String> files, Collection<String> observations) {
        return texts("""
            UNWIND $ids AS id
            MATCH (o:Observation {observationId: id})
            USING INDEX o:Observation(observationId)
            WHERE NOT all(known IN o.files WHERE %1$s)
            SET o.files = [known IN o.files WHERE %1$s]
            WITH o WHERE o.files = [] RETURN o.observationId
            """.formatted(stays), Map.of("ids", observations, "files", files));
    }

    /** Some observations that a source has made, from the first id after a given one on. */
    public List<String> ofSourceAfter(String source, String observation, int atMost) {
        return List.copyOf(client.query("""
            MATCH (o:Observation {source: $source}) WHERE o.observationId > $after
            RETURN o.observationId ORDER BY o.source, o.observationId LIMIT $atMost
            """)
                .bindAll(Map.of("source", source, "after", observation, "atMost", atMost))
                .fetchAs(String.class)
                .all());
    }

    /** Which of these observations were made before an instant. */
    public Set<String> before(Instant instant, Collection<String> observations) {
        return texts("""
            UNWIND $ids AS id MATCH (o:Observation {observationId: id})
            WHERE o.observedAt < $instant RETURN o.observationId
            """, Map.of("ids", observations, "instant", EdgeProperties.time(instant)));
    }

    /** The nodes of the identities that observations name. */
    public Set<NodeRef> namedBy(Set<String> observations) {
        return nodes.of(texts("""
            UNWIND $ids AS id MATCH (o:Observation {observationId: id})
            UNWIND o.identities AS digest RETURN DISTINCT digest
            """, Map.of("ids", observations)));
    }

    /** Notes of a decision that it splits two identities. */
    public void addSplit(String observation, String one, String other) {
        client.query("""
            MATCH (o:Observation {observationId: $id}) SET o.splitOne = $one, o.splitOther = $other
            """)
                .bindAll(Map.of("id", observation, "one", one, "other", other))
                .run();
    }

    /** The decisions that split one of these identities, which is the first that they name, from another. */
    public List<StoredSplit> splits(Collection<String> digests) {
        // Most graphs have none, and then nobody is looked up.
        return texts("""
                        MATCH (o:Observation) USING INDEX o:Observation(splitOne)
                        WHERE o.splitOne > '' RETURN o.splitOne LIMIT 1
                        """, Map.of()).isEmpty()
                ? List.of()
                : client.query("""
                            UNWIND $digests AS digest
                            MATCH (o:Observation {splitOne: digest})
                            USING INDEX o:Observation(splitOne)
                            RETURN o.observationId AS observation, o.splitOne AS one, o.splitOther AS other,
                                   o.observedAt AS at
                            """).bind(digests).to("digests").fetch().all().stream()
                        .map(EvidenceStore::split)
                        .toList();
    }

    private static StoredSplit split(Map<String, Object> row) {
        return new StoredSplit(
                Returned.text(row, "observation"),
                Returned.text(row, "one"),
                Returned.text(row, "other"),
                Returned.instant(row, "at"));
    }

    private Set<String> texts(String cypher, Map<String, Object> parameters) {
        return client.query(cypher).bindAll(parameters).fetchAs(String.class).all().stream()
                .collect(toUnmodifiableSet());
    }
}
