package dev.identitygraph.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Party;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds what rests on which evidence, and takes evidence away with what rests on it alone. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class EvidenceStore {
    /** What stands among the files of what a client said by a request. */
    public static final String REQUESTS = "requests";

    private final Neo4jClient client;
    private final WriteTurn turn;

    EvidenceStore(Neo4jClient client, WriteTurn turn) {
        this.client = client;
        this.turn = turn;
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
                .bindAll(Map.of("source", source, "after", observation, "readings", readings(file), "atMost", atMost))
                .fetchAs(String.class)
                .all());
    }

    /** The source of an observation, or of a consent record: one text, or none. */
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

    /** What stands among the files of what is known from this one, by whichever reading. */
    private static List<String> readings(String file) {
        return List.of(file, EarlierReadings.of(file));
    }

    /** How many grants of a source are known, or of a file of it; no more are counted than asked for. */
    public int grants(String source, String file, int atMost) {
        return texts("""
            MATCH (c:ConsentRecord {source: $source})
            WHERE c.consentRecordId > '' AND c.status = 'GRANTED'
              AND ($file = '' OR any(known IN c.files WHERE known IN $readings))
            RETURN c.consentRecordId LIMIT $atMost
            """, Map.of("source", source, "file", file, "readings", readings(file), "atMost", atMost))
                .size();
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
        return notFrom(readings(file), observations);
    }

    /**
     * Takes from observations that they are known from an earlier reading of a file.
     *
     * @return those that are known from nothing else
     */
    public Set<String> notFromEarlierReading(String file, Collection<String> observations) {
        return notFrom(List.of(EarlierReadings.of(file)), observations);
    }

    private Set<String> notFrom(List<String> readings, Collection<String> observations) {
        return texts("""
            UNWIND $ids AS id
            MATCH (o:Observation {observationId: id})
            USING INDEX o:Observation(observationId)
            SET o.files = [known IN o.files WHERE NOT known IN $readings]
            WITH o WHERE o.files = [] RETURN o.observationId
            """, Map.of("ids", observations, "readings", readings));
    }

    /** Some observations that a source has made, from the first id after a given one on. */
    public List<String> ofSourceAfter(String source, String observation, int atMost) {
        return ids("Observation", "observationId", source, observation, atMost);
    }

    /** Some consent records that a source has reported, from the first id after a given one on. */
    public List<String> consentsOfSourceAfter(String source, String consent, int atMost) {
        return ids("ConsentRecord", "consentRecordId", source, consent, atMost);
    }

    private List<String> ids(String label, String id, String source, String after, int atMost) {
        return List.copyOf(client.query("""
            MATCH (n:%1$s {source: $source}) WHERE n.%2$s > $after
            RETURN n.%2$s ORDER BY n.source, n.%2$s LIMIT $atMost
            """.formatted(label, id))
                .bindAll(Map.of("source", source, "after", after, "atMost", atMost))
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

    /**
     * Takes from observations all files but one.
     *
     * @return those that are known from nothing any more
     */
    public Set<String> onlyFrom(String file, Collection<String> observations) {
        return texts("""
            UNWIND $ids AS id MATCH (o:Observation {observationId: id})
            WHERE any(known IN o.files WHERE NOT known IN $kept)
            SET o.files = [known IN o.files WHERE known IN $kept]
            WITH o WHERE o.files = [] RETURN o.observationId
            """, Map.of("ids", observations, "kept", List.of(file, REQUESTS)));
    }

    /**
     * Takes from consent records all files but one, and those grants out of the ledger that are known from nothing any
     * more.
     *
     * @return the subject of each of these
     */
    public List<String> grantsOnlyFrom(String file, Collection<String> consents) {
        turn.takeAway();
        return List.copyOf(client.query("""
            UNWIND $ids AS id MATCH (c:ConsentRecord {consentRecordId: id})
            WHERE c.status = 'GRANTED' AND any(known IN c.files WHERE NOT known IN $kept)
            SET c.files = [known IN c.files WHERE known IN $kept]
            WITH c WHERE c.files = []
            REMOVE c:ConsentRecord SET c:RetractedConsent
            RETURN c.subject
            """)
                .bindAll(Map.of("ids", consents, "kept", List.of(file, REQUESTS)))
                .fetchAs(String.class)
                .all());
    }

    /** The nodes of the identities that observations name. */
    public Set<NodeRef> namedBy(Set<String> observations) {
        return nodes(texts("""
            UNWIND $ids AS id MATCH (o:Observation {observationId: id})
            UNWIND o.identities AS digest RETURN DISTINCT digest
            """, Map.of("ids", observations)));
    }

    /** The nodes that go by these pseudonyms. */
    public Set<NodeRef> nodes(Collection<String> digests) {
        var nodes = new HashSet<NodeRef>();
        for (var kind : Kind.values()) {
            client.query("""
                UNWIND $digests AS digest MATCH (n:%s {digest: digest})
                RETURN n.digest AS digest, n.party AS party
                """.formatted(kind.label()))
                    .bind(digests)
                    .to("digests")
                    .fetch()
                    .all()
                    .forEach(row -> nodes.add(new NodeRef(
                            kind,
                            Party.valueOf(EdgeProperties.text(row, "party")),
                            EdgeProperties.text(row, "digest"))));
        }
        return nodes;
    }

    /** Some nodes of a kind, from the first pseudonym after a given one on. */
    public List<NodeRef> nodesAfter(Kind kind, String digest, int atMost) {
        return client
                .query("""
                    MATCH (n:%s) WHERE n.digest > $digest
                    RETURN n.digest AS digest, n.party AS party ORDER BY n.digest LIMIT $atMost
                    """.formatted(kind.label()))
                .bindAll(Map.of("digest", digest, "atMost", atMost))
                .fetch()
                .all()
                .stream()
                .map(row -> new NodeRef(
                        kind, Party.valueOf(EdgeProperties.text(row, "party")), EdgeProperties.text(row, "digest")))
                .toList();
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
                                   o {.observedAt} AS at
                            """).bind(digests).to("digests").fetch().all().stream()
                        .map(EvidenceStore::split)
                        .toList();
    }

    @SuppressWarnings("unchecked") // The statement above returns a map under this name.
    private static StoredSplit split(Map<String, Object> row) {
        return new StoredSplit(
                EdgeProperties.text(row, "observation"),
                EdgeProperties.text(row, "one"),
                EdgeProperties.text(row, "other"),
                EdgeProperties.instant((Map<String, Object>) row.getOrDefault("at", Map.of()), "observedAt"));
    }

    /** What nodes are called where a human reads it: by their values, or by a digest where these are not clear. */
    public Map<NodeRef, String> names(Collection<NodeRef> nodes) {
        var names = new HashMap<NodeRef, String>();
        nodes.stream().collect(groupingBy(NodeRef::kind)).forEach((kind, ofKind) -> {
            var byDigest = ofKind.stream().collect(groupingBy(NodeRef::digest));
            client.query("""
                UNWIND $digests AS digest MATCH (n:%s {digest: digest})
                RETURN n.digest AS digest, n.namespace + ':' + coalesce(n.value, '#' + n.digest) AS name
                """.formatted(kind.label()))
                    .bind(byDigest.keySet())
                    .to("digests")
                    .fetch()
                    .all()
                    .forEach(row -> byDigest.getOrDefault(EdgeProperties.text(row, "digest"), List.of())
                            .forEach(node -> names.put(node, EdgeProperties.text(row, "name"))));
        });
        return names;
    }

    /** Takes away edges that rest on nothing any more. */
    public void delete(Collection<StoredEdge> edges) {
        byType(edges)
                .forEach((type, ofType) -> client.query(
                                "UNWIND $ids AS id MATCH ()-[r:%s {edgeId: id}]->() DELETE r".formatted(type))
                        .bind(ofType.stream().map(StoredEdge::edgeId).toList())
                        .to("ids")
                        .run());
    }

    /** Lets edges rest on the observations that are left, and be as new, sure and lasting as these say. */
    public void reduce(Collection<StoredEdge> edges, Set<String> gone) {
        byType(edges)
                .forEach((type, ofType) -> client.query("""
                    UNWIND $ids AS id
                    MATCH ()-[r:%s {edgeId: id}]->()
                    SET r.derivedFrom = [known IN r.derivedFrom WHERE NOT known IN $gone]
                    WITH r
                    CALL (r) {
                      UNWIND r.derivedFrom AS known
                      MATCH (o:Observation {observationId: known})
                      WITH o, coalesce(o.confidence, r.confidence) AS confidence, coalesce(o.method, r.method) AS method
                      ORDER BY confidence DESC, method
                      RETURN max(o.observedAt) AS observedAt, min(o.recordedAt) AS recordedAt,
                             collect(confidence)[0] AS confidence, collect(method)[0] AS method,
                             CASE WHEN count(o.until) = count(o) THEN max(o.until) END AS until
                    }
                    SET r.observedAt = observedAt, r.recordedAt = recordedAt, r.confidence = confidence,
                        r.method = method, r.until = CASE WHEN type(r) = 'IN_SEGMENT' THEN until END
                    """.formatted(type))
                        .bindAll(Map.of(
                                "ids", ofType.stream().map(StoredEdge::edgeId).toList(), "gone", gone))
                        .run());
    }

    private static Map<EdgeType, List<StoredEdge>> byType(Collection<StoredEdge> edges) {
        return edges.stream().collect(groupingBy(StoredEdge::type));
    }

    /** Takes away observations, and those of the nodes that nothing names any more. */
    public void delete(Set<String> observations, Collection<NodeRef> nodes) {
        turn.takeAway();
        client.query("UNWIND $ids AS id MATCH (o:Observation {observationId: id}) DELETE o")
                .bind(observations)
                .to("ids")
                .run();
        nodes.stream()
                .collect(groupingBy(NodeRef::kind))
                .forEach((kind, ofKind) -> client.query("""
                    UNWIND $digests AS digest
                    MATCH (n:%s {digest: digest})
                    SET n.derivedFrom = CASE WHEN n.derivedFrom IS NULL THEN null
                          WHEN all(known IN n.derivedFrom WHERE known IN $gone) THEN null
                          ELSE [known IN n.derivedFrom WHERE NOT known IN $gone] END
                    WITH n WHERE n.derivedFrom IS NULL AND NOT EXISTS { (n)--() }
                    DELETE n
                    """.formatted(kind.label()))
                        .bindAll(Map.of(
                                "digests", ofKind.stream().map(NodeRef::digest).toList(), "gone", observations))
                        .run());
    }

    /** A grant that is no longer known from what is retracted, and whether it is known from nothing else. */
    public record RetractedGrant(String id, String subject, boolean gone) {}

    /**
     * Takes some grants of a source out of the ledger, where they are known from nothing else than what is retracted,
     * from the first id after a given one on. A no is never taken back.
     *
     * @param file the file that is retracted; blank for all of the source
     */
    public List<RetractedGrant> retractGrants(String source, String file, String consent, int atMost) {
        turn.takeAway();
        return client
                .query("""
                    MATCH (c:ConsentRecord {source: $source})
                    WHERE c.consentRecordId > $after AND c.status = 'GRANTED'
                      AND ($file = '' OR any(known IN c.files WHERE known IN $readings))
                    WITH c ORDER BY c.source, c.consentRecordId LIMIT $atMost
                    SET c.files = CASE WHEN $file = '' THEN []
                          ELSE [known IN c.files WHERE NOT known IN $readings] END
                    WITH c, c.files = [] AS gone
                    FOREACH (grant IN CASE WHEN gone THEN [c] ELSE [] END |
                      REMOVE grant:ConsentRecord SET grant:RetractedConsent)
                    RETURN c.consentRecordId AS id, c.subject AS subject, gone ORDER BY id
                    """)
                .bindAll(Map.of(
                        "source", source,
                        "file", file,
                        "after", consent,
                        "readings", readings(file),
                        "atMost", atMost))
                .fetch()
                .all()
                .stream()
                .map(row -> new RetractedGrant(
                        EdgeProperties.text(row, "id"),
                        EdgeProperties.text(row, "subject"),
                        Boolean.TRUE.equals(row.get("gone"))))
                .toList();
    }

    private Set<String> texts(String cypher, Map<String, Object> parameters) {
        return client.query(cypher).bindAll(parameters).fetchAs(String.class).all().stream()
                .collect(toUnmodifiableSet());
    }
}
