package dev.identitygraph.scenario;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** The application's clock, which says what the question of a test says. */
@TestComponent
@Primary
class PinnedClock extends Clock {
    private volatile Instant at = Instant.EPOCH;

    void pin(Instant at) {
        this.at = at;
    }

    @Override
    public Instant instant() {
        return at;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(at, zone);
    }
}
