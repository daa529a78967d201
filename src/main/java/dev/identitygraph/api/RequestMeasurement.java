package dev.identitygraph.api;

import io.micrometer.common.KeyValues;
import org.springframework.graphql.observation.DefaultExecutionRequestObservationConvention;
import org.springframework.graphql.observation.ExecutionRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * What the measurement of a request says: the kind of its operation, how it ended, and the id that its fault has in the
 * log. Not the operation's name, which is the client's own text.
 */
@Component
class RequestMeasurement extends DefaultExecutionRequestObservationConvention {
    @Override
    public KeyValues getHighCardinalityKeyValues(ExecutionRequestObservationContext request) {
        return KeyValues.of(executionId(request));
    }
}
