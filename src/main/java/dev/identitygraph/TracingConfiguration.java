package dev.identitygraph;

import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Makes spans of measurements, in place of Boot's own two handlers, and leaves out the words: the messages of errors
 * and exceptions quote documents, and may quote a value. What failed is found by its kind here, and by its id in the
 * log.
 */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {
    private static final String ERROR = "error";

    @Bean
    @Order(MicrometerTracingAutoConfiguration.DEFAULT_TRACING_OBSERVATION_HANDLER_ORDER)
    DefaultTracingObservationHandler spans(ObjectProvider<Tracer> tracer) {
        return new DefaultTracingObservationHandler(tracer.getIfAvailable(() -> Tracer.NOOP)) {
            @Override
            public void onEvent(Observation.Event event, Observation.Context context) {}

            @Override
            public void onError(Observation.Context context) {
                getRequiredSpan(context).tag(ERROR, kind(context));
            }
        };
    }

    @Bean
    @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
    PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> spansOfRequests(
            ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        return new PropagatingReceiverTracingObservationHandler<>(
                tracer.getIfAvailable(() -> Tracer.NOOP), propagator.getIfAvailable(() -> Propagator.NOOP)) {
            @Override
            public void onEvent(Observation.Event event, ReceiverContext<?> context) {}

            @Override
            public void onError(ReceiverContext<?> context) {
                getRequiredSpan(context).tag(ERROR, kind(context));
            }
        };
    }

    private static String kind(Observation.Context context) {
        var error = context.getError();
        return error == null ? "unknown" : error.getClass().getSimpleName();
    }
}
