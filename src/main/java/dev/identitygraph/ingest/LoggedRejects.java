package dev.identitygraph.ingest;

import dev.identitygraph.source.Rejection;
import dev.identitygraph.source.Rejects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of values that were not taken in the log. */
final class LoggedRejects implements Rejects {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedRejects.class);

    @Override
    public void add(Rejection rejection) {
        LOG.warn("{}", rejection);
    }

    @Override
    public void flush() {
        // The log does so by itself.
    }
}
