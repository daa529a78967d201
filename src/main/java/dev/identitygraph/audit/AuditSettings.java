package dev.identitygraph.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How the chain is kept.
 *
 * @param folder where; on a volume of the instance's own that outlives it
 * @param besideOthers whether the chain may be in a folder beside, where another process writes the one in the folder
 * @param heads where its signed heads go: a folder that is mounted from another host
 * @param headsEvery how often a head is signed and exported
 * @param largestFile after which a new file begins
 * @param memory the most that may wait for the disk
 * @param slowestWrite how long an answer waits for its record
 * @param whenUnwritable what becomes of answers whose records the disk does not take in that time
 */
@ConfigurationProperties("identity-graph.audit")
record AuditSettings(
        Path folder,
        boolean besideOthers,
        Path heads,
        Duration headsEvery,
        DataSize largestFile,
        DataSize memory,
        Duration slowestWrite,
        Unwritable whenUnwritable) {
    enum Unwritable {
        /** They are refused. */
        REFUSE,
        /** They leave, the log has an alarm, and the chain will have the number of the records that it lacks. */
        ANSWER
    }
}
