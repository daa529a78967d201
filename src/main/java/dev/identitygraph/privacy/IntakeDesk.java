package dev.identitygraph.privacy;

import dev.identitygraph.audit.Actor;
import dev.identitygraph.audit.Acts;
import dev.identitygraph.client.Client;
import dev.identitygraph.ingest.Intake;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.query.Limits;
import dev.identitygraph.query.TimeLimitException;
import dev.identitygraph.source.Rejection;
import dev.identitygraph.store.Consistency;
import dev.identitygraph.store.StatementTimeoutException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes in what clients' own sources saw, a small batch at a time, by the way of all input. Whether the client may
 * bring anything in has been decided before.
 */
@Component
public class IntakeDesk {
    private final Intake intake;
    private final Consistency consistency;
    private final Acts acts;
    private final Limits limits;

    IntakeDesk(Intake intake, Consistency consistency, Acts acts, Limits limits) {
        this.intake = intake;
        this.consistency = consistency;
        this.acts = acts;
        this.limits = limits;
    }

    /**
     * Takes a batch in, in one transaction. The same one, brought again, changes nothing.
     *
     * @param source the name of one of the client's own sources
     * @param statements each in native form, as {@code observations.schema.json} has it
     */
    public Outcome<IntakeReport> take(Client client, String source, List<JsonNode> statements) {
        if (!client.sources().contains(source) || !intake.takes(source)) {
            return new Outcome.Refused<>(Fault.ofRequest(
                    Fault.Code.SOURCE_NOT_GRANTED,
                    "The source is none for which this client may bring statements in.",
                    client.sources().stream().filter(intake::takes).sorted().toList()));
        }
        if (statements.size() > limits.statements()) {
            return Outcome.refused(
                    Fault.Code.BATCH_LIMIT,
                    "At most %d statements may be brought in at once. Send them in several operations."
                            .formatted(limits.statements()));
        }
        var said = intake.read(source, statements);
        if (said.isEmpty()) {
            return Outcome.refused(
                    Fault.Code.BATCH_LIMIT,
                    "These statements link too many identities to be brought in at once. Send them in several operations.");
        }
        acts.record(Actor.of(client.id()), "ingest", source, "");
        var accepted = accepted(said.get());
        var totals = accepted.totals();
        return new Outcome.Done<>(new IntakeReport(
                consistency.token(),
                totals.read(),
                totals.accepted(),
                totals.unchanged(),
                totals.rejected(),
                accepted.rejections().stream().map(IntakeDesk::told).toList()));
    }

    private Intake.Accepted accepted(Intake.Said said) {
        try {
            return intake.accept(said, limits.time());
        } catch (StatementTimeoutException ended) {
            throw new TimeLimitException(ended);
        }
    }

    private static IntakeReport.NotTaken told(Rejection rejection) {
        return new IntakeReport.NotTaken(
                rejection.line(), rejection.column(), rejection.reason(), rejection.expected());
    }
}
