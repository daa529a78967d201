package dev.identitygraph.ingest;

import dev.identitygraph.audit.AuditLog;
import dev.identitygraph.audit.AuditRecord;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records what operators do to the evidence, before it takes place. */
@Component
class Acts {
    /** Commands are run by whoever may log in on the machine, and not by a client. */
    private static final String BY = "command";

    private final AuditLog audit;
    private final Clock clock;

    Acts(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Records an act.
     *
     * @param about what it is about: the name of a source, the id of a file or of an observation; blank if a subject is
     * @param subject the pseudonym of an identity; blank if it is about none
     * @throws IllegalStateException if it cannot be recorded: then it must not take place
     */
    void record(String act, String about, String subject) {
        audit.record(new AuditRecord.Act(clock.instant(), BY, act, about, subject, List.of()), false);
    }
}
