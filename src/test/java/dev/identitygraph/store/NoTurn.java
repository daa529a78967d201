package dev.identitygraph.store;

import java.time.Clock;
import java.time.Instant;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;
import org.springframework.data.neo4j.core.Neo4jClient;

/** A turn that everybody has at once. */
@TestComponent
@Primary
public class NoTurn extends WriteTurn {
    private final Clock clock;

    NoTurn(Neo4jClient client, Clock clock) {
        super(client, clock);
        this.clock = clock;
    }

    @Override
    public Instant take() {
        return clock.instant();
    }
}
