package dev.identitygraph.ingest;

import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.audit.AuditRecord;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records what is done to the evidence and asked about it, before it takes place. */
@Component
class Acts {
    private final AuditLog audit;
    private final Clock clock;

    Acts(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Records an act. Where the database has it done again, or the client asks for it again, the records have the same
     * request.
     *
     * @param about what it is about: the name of a source, the id of a file or of an observation; blank if a subject is
     * @param subject the pseudonym of an identity; blank if it is about none
     * @throws dev.identitygraph.audit.UnrecordedException if it cannot be recorded: then it must not take place
     */
    void record(Actor by, String act, String about, String subject) {
        audit.record(
                new AuditRecord.Act(clock.instant(), by.name(), act, by.request(), subject, List.of(), about), false);
    }
}
