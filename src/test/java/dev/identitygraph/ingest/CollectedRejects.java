package dev.identitygraph.ingest;

import dev.identitygraph.source.Rejection;
import dev.identitygraph.source.Rejects;
import java.util.ArrayList;
import java.util.List;

/** The values that were not taken, all of them. */
final class CollectedRejects implements Rejects {
    private final List<Rejection> all = new ArrayList<>();

    List<Rejection> all() {
        return all;
    }

    @Override
    public void add(Rejection rejection) {
        all.add(rejection);
    }

    @Override
    public void flush() {
        // They are kept already.
    }
}
