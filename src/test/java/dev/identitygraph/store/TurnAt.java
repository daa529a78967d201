package dev.identitygraph.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.data.neo4j.core.Neo4jClient;

/** A turn of a given instant, for a test that is alone. */
public final class TurnAt extends WriteTurn {
    private final Instant instant;

    public TurnAt(Neo4jClient client, Instant instant) {
        super(client, Clock.fixed(instant, ZoneOffset.UTC));
        this.instant = instant;
    }

    @Override
    public Instant take() {
        return instant;
    }
}
