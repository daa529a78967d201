package dev.identitygraph.ingest;

import dev.identitygraph.store.EarlierReadings.State;
import dev.identitygraph.store.EarlierReadings.Words;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Lets a file that is read otherwise than before, since its source is described otherwise, take the place of what it
 * said. It goes step by step, each a transaction of its own; one that is interrupted is finished by importing the file
 * again. What the file said before is known until all of it has been read anew, so that what it says still is there at
 * all times.
 */
@Component
class EarlierReading {
    private final EarlierReadingStep step;

    EarlierReading(EarlierReadingStep step) {
        this.step = step;
    }

    /** Tells what was said before from what is said now, of which nothing may be in the graph yet. */
    void setAside(Reading reading) {
        if (step.state(reading).equals(Optional.of(State.MIXED))) {
            Page.all(after -> step.setAside(reading, Words.OBSERVATIONS, after));
            Page.all(after -> step.setAside(reading, Words.GRANTS, after));
            step.isSetAside(reading);
        }
    }

    /**
     * Ends what was said before and is not said now, of which all must be in the graph.
     *
     * @return how many observations and grants ended by it
     */
    long end(Reading reading, Consumer<Set<String>> endObservations) {
        if (step.state(reading).isEmpty()) {
            return 0;
        }
        return Page.all(after -> step.endObservations(reading, after, endObservations))
                + Page.all(after -> step.endGrants(reading, after));
    }
}
