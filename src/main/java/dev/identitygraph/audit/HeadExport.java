package dev.identitygraph.audit;

import dev.identitygraph.store.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Signs the chain's head from time to time, and puts it where the host's owner cannot take it back. */
class HeadExport {
    static final String PUBLIC_KEYS = "audit-public-keys.json";
    private static final Logger LOG = LoggerFactory.getLogger(HeadExport.class);

    private final AuditLog log;
    private final Signatures signatures;
    private final Path folder;
    private final Clock clock;
    private String last = ChainLine.GENESIS;

    HeadExport(AuditLog log, Signatures signatures, Path folder, Clock clock) {
        this.log = log;
        this.signatures = signatures;
        this.folder = folder;
        this.clock = clock;
    }

    /** Exports the head, if it is another than before. A folder that cannot be written is tried again the next time. */
    @Scheduled(
            fixedDelayString = "${identity-graph.audit.heads-every}",
            initialDelayString = "${identity-graph.audit.heads-every}")
    synchronized void export() {
        var now = log.head();
        var head = now.head();
        if (head.hash().equals(last)) {
            return;
        }
        var unsigned =
                new SignedHead(now.chain(), head.file(), head.line(), head.records(), head.hash(), clock.instant(), "");
        try {
            Files.createDirectories(folder);
            var keys = folder.resolve(PUBLIC_KEYS);
            if (!Files.exists(keys)) {
                Files.writeString(keys, signatures.publicKeys());
            }
            Files.writeString(
                    folder.resolve("heads-" + now.chain() + ".jsonl"),
                    unsigned.signed(signatures.sign(unsigned.text())).json() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
            last = head.hash();
        } catch (IOException e) {
            LOG.error("ALARM: the head of the audit chain cannot be exported to {}", folder, e);
        }
    }
}
