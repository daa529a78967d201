package dev.identitygraph.ingest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A step through what a source has said, in the order of its ids.
 *
 * @param ended how much of it ended by the step
 * @param last the id that it has come to, if there may be more after it
 */
record Page(long ended, Optional<String> last) {
    /** How much a step looks at. */
    static final int SIZE = 1_000;

    static Page of(List<String> ids, int ended) {
        return new Page(ended, ids.size() < SIZE ? Optional.empty() : Optional.of(ids.getLast()));
    }

    /**
     * Goes from the first page to the last.
     *
     * @param after the page after an id
     * @return how much ended in all
     */
    static long all(Function<String, Page> after) {
        var ended = 0L;
        for (var last = Optional.of(""); last.isPresent(); ) {
            var page = after.apply(last.get());
            ended += page.ended();
            last = page.last();
        }
        return ended;
    }
}
