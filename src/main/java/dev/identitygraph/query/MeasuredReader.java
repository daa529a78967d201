package dev.identitygraph.query;

import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.store.Consistency;
import dev.identitygraph.store.GraphReader;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** Reads for one client and purpose, and measures each statement. */
record MeasuredReader(GraphReader reader, Measurements measurements, Client client, Purpose purpose) {
    Collection<Map<String, Object>> read(
            String cypher, Map<String, Object> parameters, Consistency.State state, Duration limit) {
        return measurements.statement(client, purpose, () -> reader.read(cypher, parameters, state, limit));
    }
}
