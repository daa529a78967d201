package dev.identitygraph.store;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.identitygraph.identity.EdgeType;
import dev.identitygraph.identity.Kind;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import java.util.Locale;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * Sees to it that every purpose has the index that its pages of segments are found by. The schema says which purposes
 * there are, so these indexes are no migrations. An index of a purpose that is gone stays until somebody drops it.
 */
final class ListIndexes {
    private static final int SECONDS_TO_FILL = 3_600;

    private final Driver driver;
    private final Purposes purposes;

    ListIndexes(Driver driver, Purposes purposes) {
        this.driver = driver;
        this.purposes = purposes;
    }

    /** The name of a purpose's index. */
    static String name(Purpose purpose) {
        return "in_segment_list_" + purpose.name().toLowerCase(Locale.ROOT);
    }

    /** Creates what is missing, and waits until it can be used. */
    void create() {
        try (var session = driver.session()) {
            var present = session
                    .run("SHOW INDEXES YIELD name")
                    .list(index -> index.get("name").asString())
                    .stream()
                    .collect(toUnmodifiableSet());
            var missing = purposes.all().stream()
                    .filter(purpose -> !present.contains(name(purpose)))
                    .toList();
            missing.forEach(purpose -> create(session, purpose));
            if (!missing.isEmpty()) {
                session.run("CALL db.awaitIndexes(%d)".formatted(SECONDS_TO_FILL))
                        .consume();
            }
        }
    }

    /** Edges that are older than the index say first which list they are in. */
    private static void create(Session session, Purpose purpose) {
        session.run("""
                        MATCH (member)-[r:IN_SEGMENT]->(segment:Segment)
                        WHERE r.standing = 'ACTIVE' AND r.%1$s = 'GRANTED' AND r.%2$s IS NULL
                        CALL (member, r, segment) {
                          SET r.%2$s = segment.digest + CASE %3$s END
                        } IN TRANSACTIONS OF 10000 ROWS
                        """.formatted(EdgeProperties.status(purpose), EdgeProperties.list(purpose), letters()))
                .consume();
        session.run("CREATE INDEX %s IF NOT EXISTS FOR ()-[r:IN_SEGMENT]-() ON (r.%s, r.%s)"
                        .formatted(name(purpose), EdgeProperties.list(purpose), EdgeProperties.position(purpose)))
                .consume();
    }

    private static String letters() {
        return EdgeType.IN_SEGMENT.from().stream()
                .sorted()
                .map(ListIndexes::letter)
                .collect(joining(" "));
    }

    private static String letter(Kind member) {
        return "WHEN member:%s THEN '%s'".formatted(member.label(), EdgeProperties.letter(member));
    }
}
