package dev.identitygraph.query;

import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Purpose;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Measures planning and statements, as meters and, where traces are exported, as spans. A measurement says who asked,
 * for what and how it ended. It never holds a value, a part of a document, or an exception, whose message may quote
 * one.
 */
@Component
final class Measurements {
    /** A plan, from the cache or not, with the binding of its request's values. */
    static final String PLAN = "identitygraph.plan";

    /** A statement, from the wait for a connection to the last row. */
    static final String STATEMENT = "identitygraph.statement";

    private static final String NONE = "NONE";

    private final ObservationRegistry registry;

    Measurements(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** Its outcome is {@code OK}, or the code of the first refusal. */
    Preparation plan(Client client, Supplier<Preparation> planning) {
        var measurement = start(PLAN, client);
        var purpose = NONE;
        var outcome = "FAULT";
        try {
            var preparation = planning.get();
            switch (preparation) {
                case Preparation.Ready(var operation) -> {
                    purpose = operation.purpose().name();
                    outcome = "OK";
                }
                case Preparation.SchemaOnly() -> outcome = "OK";
                case Preparation.Refused(var faults) ->
                    outcome = faults.getFirst().code().name();
            }
            return preparation;
        } finally {
            stop(measurement, purpose, outcome);
        }
    }

    /** Its outcome is {@code OK} or {@code FAULT}. */
    Collection<Map<String, Object>> statement(
            Client client, Purpose purpose, Supplier<Collection<Map<String, Object>>> statement) {
        var measurement = start(STATEMENT, client);
        var outcome = "FAULT";
        try {
            var rows = statement.get();
            outcome = "OK";
            return rows;
        } finally {
            stop(measurement, purpose.name(), outcome);
        }
    }

    private Observation start(String name, Client client) {
        return Observation.createNotStarted(name, registry)
                .lowCardinalityKeyValue("client", client.id())
                .start();
    }

    private static void stop(Observation measurement, String purpose, String outcome) {
        measurement
                .lowCardinalityKeyValue("purpose", purpose)
                .lowCardinalityKeyValue("outcome", outcome)
                .stop();
    }
}
