package dev.identitygraph.store;

import dev.identitygraph.identity.Purpose;
import dev.identitygraph.identity.Purposes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes memberships whose validity has ended out of their lists, once a day. No guard lets them pass, so no answer
 * changes; but nobody writes an edge when its time is over, and a list full of such edges would be slow to page.
 */
@Component
class ListSweep {
    /** So long over that no instance's clock thinks otherwise. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(ListSweep.class);

    private final Driver driver;
    private final Purposes purposes;
    private final Clock clock;

    ListSweep(Driver driver, Purposes purposes, Clock clock) {
        this.driver = driver;
        this.purposes = purposes;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "P1D", initialDelayString = "PT1H")
    void sweep() {
        var end = clock.instant().minus(MARGIN);
        purposes.all().forEach(purpose -> {
            var swept = sweep(purpose, end);
            if (swept > 0) {
                LOG.info("{} memberships whose validity has ended are in no list of {} any more", swept, purpose);
            }
        });
    }

    /**
     * Sweeps the lists of a purpose.
     *
     * @param end of a validity that has ended, at the latest
     * @return how many memberships were taken out
     */
    private int sweep(Purpose purpose, Instant end) {
        // The first write locks the edge, so that a renewal that comes between is seen.
        var cypher = """
                MATCH ()-[r:IN_SEGMENT]->()
                WHERE r.%1$s > '' AND r.%2$s > '' AND r.%3$s <= $end
                CALL (r) {
                  SET r.%1$s = r.%1$s
                  WITH r WHERE r.%3$s <= $end
                  REMOVE r.%1$s
                } IN TRANSACTIONS OF 10000 ROWS
                RETURN count(r) AS swept
                """.formatted(
                EdgeProperties.list(purpose), EdgeProperties.position(purpose), EdgeProperties.validUntil(purpose));
        try (var session = driver.session()) {
            return session.run(cypher, Map.of("end", EdgeProperties.time(end)))
                    .single()
                    .get("swept")
                    .asInt();
        }
    }
}
