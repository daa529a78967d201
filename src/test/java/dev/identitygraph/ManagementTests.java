package dev.identitygraph;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** What the shipped configuration says of health and telemetry. */
class ManagementTests {
    /** Nobody listens on this port. */
    private static final String NOWHERE = "spring.neo4j.uri=bolt://localhost:1";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Everything.class)
            .withPropertyValues(NOWHERE);

    @Test
    void anInstanceThatCannotReachTheGraphIsNotReadyButAlive() {
        runner.run(context -> {
            AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            var health = context.getBean(HealthEndpoint.class);
            assertThat(status(health, "readiness")).isEqualTo(Status.DOWN);
            assertThat(status(health, "liveness")).isEqualTo(Status.UP);
        });
    }

    @Test
    void nothingIsExportedByDefault() {
        runner.run(context ->
                assertThat(context).doesNotHaveBean(SpanExporter.class).doesNotHaveBean(OtlpMeterRegistry.class));
    }

    private static Status status(HealthEndpoint health, String group) {
        return requireNonNull(health.healthForPath(group), group).getStatus();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = GraphQlAutoConfiguration.class)
    static class Everything {}
}
