package dev.identitygraph.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;
import org.springframework.data.neo4j.core.DatabaseSelectionProvider;
import org.springframework.data.neo4j.core.transaction.Neo4jBookmarkManager;

/**
 * Counts statements, has the database run some of them for hours before it answers, if nothing ends them, and some that
 * it does not understand.
 */
@TestComponent
@Primary
public class SlowReader extends GraphReader {
    private static final String FOR_HOURS =
            "CALL () { UNWIND range(1, 1000000000000) AS number RETURN max(number) AS largest } ";

    private volatile CountDownLatch slow = new CountDownLatch(0);
    private volatile int statements;
    private volatile boolean broken;

    SlowReader(
            Driver driver,
            DatabaseSelectionProvider databases,
            Neo4jBookmarkManager bookmarks,
            @Value("${identity-graph.reads-from}") Server server) {
        super(driver, databases, bookmarks, server);
    }

    /** Makes the next statements slow, and returns what counts them down as they begin. */
    public CountDownLatch slowDown(int next) {
        slow = new CountDownLatch(next);
        return slow;
    }

    /** Makes the next statement one that the database refuses. */
    public void breakNext() {
        broken = true;
    }

    public int statements() {
        return statements;
    }

    @Override
    public Collection<Map<String, Object>> read(
            String cypher, Map<String, Object> parameters, Consistency.State state, Duration atMost) {
        if (broken) {
            broken = false;
            return super.read("RETURN anna@example.com", parameters, state, atMost);
        }
        return super.read(begin() ? FOR_HOURS + cypher : cypher, parameters, state, atMost);
    }

    private synchronized boolean begin() {
        statements++;
        var isSlow = slow.getCount() > 0;
        slow.countDown();
        return isSlow;
    }
}
