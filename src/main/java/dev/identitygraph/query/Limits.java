package dev.identitygraph.query;

import dev.identitygraph.policy.DocumentLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How much a request, and a client, may ask for. A request beyond a limit is refused before the database is touched;
 * one that takes too long is ended.
 *
 * @param body the most bytes of a request's body
 * @param document how large a document may be
 * @param introspection whether the schema may be read
 * @param pageSize the most edges of a page; at least 20, which is the size of one that is asked without a size
 * @param batchSize the most ids of {@code nodes(ids:)}
 * @param cost the most nodes that an operation could return: page sizes are multiplied along the plan
 * @param time how long an operation may take; its transactions are ended with it
 * @param concurrentOperations the most operations of one client at a time, for each instance
 * @param entriesADay the most different keys that a client may enter by in a day (UTC)
 * @param missesADay the most of them that may lead to nothing
 * @param statements the most statements of one batch of observations
 */
@ConfigurationProperties("identity-graph.limits")
public record Limits(
        DataSize body,
        DocumentLimits document,
        boolean introspection,
        int pageSize,
        int batchSize,
        long cost,
        Duration time,
        int concurrentOperations,
        int entriesADay,
        int missesADay,
        int statements) {
    /** The size of a page that is asked without a size, as the schema says. */
    static final int DEFAULT_PAGE = 20;

    public Limits {
        if (pageSize < DEFAULT_PAGE) {
            throw new IllegalArgumentException("identity-graph.limits.page-size must be at least " + DEFAULT_PAGE
                    + ", which is the size of a page that is asked without a size");
        }
        if (body.toBytes() < 1
                || batchSize < 1
                || cost < 1
                || !time.isPositive()
                || concurrentOperations < 1
                || entriesADay < 1
                || missesADay < 1
                || statements < 1) {
            throw new IllegalArgumentException("Each of identity-graph.limits must be positive");
        }
    }
}
