package dev.identitygraph.audit;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records what is done by authority, before it takes place. */
@Component
public class Acts {
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
     * @throws UnrecordedException if it cannot be recorded: then it must not take place
     */
    public void record(Actor by, String act, String about, String subject) {
        audit.record(
                new AuditRecord.Act(clock.instant(), by.name(), act, by.request(), subject, List.of(), about), false);
    }
}
