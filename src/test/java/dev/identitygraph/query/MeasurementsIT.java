package dev.identitygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.testing.GraphQlApi;
import dev.identitygraph.testing.IntegrationTest;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A request is measured as a whole, its plan and its statements, and no measurement tells what was asked about whom.
 */
@IntegrationTest
class MeasurementsIT {
    private static final Queue<Observation.Context> STOPPED = new ConcurrentLinkedQueue<>();
    private static boolean listening;

    @BeforeEach
    void listen(@Autowired ObservationRegistry registry) {
        if (!listening) {
            listening = true;
            registry.observationConfig().observationHandler(new Listener());
        }
        STOPPED.clear();
    }

    @Test
    void anAnsweredRequestHasAPlanAndAStatementWithClientPurposeAndOutcome(@Autowired GraphQlApi api) {
        api.ask("""
                query SecretName($ref: String!) @purpose(is: PERSONALIZATION) {
                  secretAlias: customer(namespace: "crm", value: $ref) { segments { edges { node { name } } } }
                }
                """, Map.of("ref", "secret-value"));

        assertThat(keys(only(Measurements.PLAN)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("client", "shop", "purpose", "PERSONALIZATION", "outcome", "OK"));
        assertThat(keys(only(Measurements.STATEMENT)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("client", "shop", "purpose", "PERSONALIZATION", "outcome", "OK"));
        assertThat(keys(only("graphql.request")))
                .containsEntry("graphql.outcome", "SUCCESS")
                .containsEntry("graphql.operation.type", "query");
        assertThat(parent(only(Measurements.STATEMENT))).isEqualTo("graphql.request");
        assertThat(STOPPED.toString()
                        + STOPPED.stream().map(MeasurementsIT::keys).toList())
                .doesNotContainIgnoringCase("secret");
    }

    @Test
    void aRefusedRequestHasThePlansCodeAndNoStatement(@Autowired GraphQlApi api) {
        api.ask("""
                query @purpose(is: PERSONALIZATION) {
                  customer(namespace: "crm", value: "1001") {
                    devices { edges { node { customers { edges { node { value } } } } } }
                  }
                }
                """, Map.of());

        assertThat(keys(only(Measurements.PLAN)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("client", "shop", "purpose", "NONE", "outcome", "HOP_NOT_PERMITTED"));
        assertThat(STOPPED).noneMatch(context -> Measurements.STATEMENT.equals(context.getName()));
    }

    private static Observation.Context only(String name) {
        var named = STOPPED.stream()
                .filter(context -> name.equals(context.getName()))
                .toList();
        assertThat(named).as(name).hasSize(1);
        return named.getFirst();
    }

    private static Map<String, String> keys(Observation.Context context) {
        return StreamSupport.stream(context.getAllKeyValues().spliterator(), false)
                .collect(java.util.stream.Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    private static @Nullable String parent(Observation.Context context) {
        ObservationView parent = context.getParentObservation();
        return parent == null ? null : parent.getContextView().getName();
    }

    /** Keeps what a meter or a span would be made of. */
    private static final class Listener implements ObservationHandler<Observation.Context> {
        @Override
        public void onStop(Observation.Context context) {
            STOPPED.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return !List.of("tasks.scheduled.execution").contains(String.valueOf(context.getName()));
        }
    }
}
