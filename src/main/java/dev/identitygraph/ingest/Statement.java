package dev.identitygraph.ingest;

import java.util.List;
import java.util.Optional;

/**
 * What a row says, as far as it can be taken.
 *
 * @param observation what was seen, if the row says so
 * @param consent what a subject said, if the row says so
 * @param rejections the values that were not taken; where nothing else is left, the row is rejected
 */
record Statement(Optional<Observation> observation, Optional<ConsentStatement> consent, List<Rejection> rejections) {

    boolean saysNothing() {
        return observation.isEmpty() && consent.isEmpty();
    }
}
