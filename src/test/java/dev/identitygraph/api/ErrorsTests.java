package dev.identitygraph.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.policy.DocumentLimits;
import dev.identitygraph.policy.DocumentReader;
import dev.identitygraph.policy.GraphSchema;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.server.WebGraphQlInterceptor.Chain;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;
import reactor.core.publisher.Mono;

/** A failure tells a client an id and nothing else, and the log all of it with the id. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorsTests {
    private static final String SECRET = "anna@example.com";

    private final WebGraphQlRequest request = new WebGraphQlRequest(
            URI.create("http://localhost/graphql"),
            new HttpHeaders(),
            new LinkedMultiValueMap<>(),
            null,
            Map.of(),
            Map.of("query", "{ __typename }"),
            "request-17",
            Locale.ROOT);

    @Test
    void whatFailsBeforeTheEngineRuns(CapturedOutput log) throws IOException {
        assertInternal(answer(_ -> Mono.error(new IllegalStateException(SECRET))), log);
        assertInternal(
                answer(_ -> {
                    throw new IllegalStateException(SECRET);
                }),
                log);
    }

    @Test
    void anErrorOfTheEngineThatNobodyForesaw(CapturedOutput log) throws IOException {
        assertInternal(answer(_ -> Mono.just(response(error(Map.of())))), log);
    }

    @Test
    void anErrorThatHasACodeStaysAsItIs() throws IOException {
        var error = error(Map.of("code", "HOP_LIMIT"));
        assertThat(answer(_ -> Mono.just(response(error))))
                .singleElement()
                .satisfies(same -> assertThat(same.getMessage()).isEqualTo(SECRET));
    }

    private static void assertInternal(List<ResponseError> errors, CapturedOutput log) {
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.getExtensions()).containsEntry("code", "INTERNAL");
            assertThat(error.getExtensions()).extractingByKey("id").isEqualTo("request-17");
            assertThat(error.toString()).doesNotContain(SECRET);
        });
        assertThat(Refusals.status(errors).value()).isEqualTo(500);
        assertThat(log.getAll()).contains("Fault request-17", SECRET);
    }

    private static GraphQLError error(Map<String, Object> extensions) {
        return GraphqlErrorBuilder.newError()
                .message(SECRET)
                .extensions(extensions)
                .build();
    }

    private WebGraphQlResponse response(GraphQLError error) {
        return new WebGraphQlResponse(new DefaultExecutionGraphQlResponse(
                request.toExecutionInput(),
                ExecutionResult.newExecutionResult().addError(error).build()));
    }

    private List<ResponseError> answer(Chain chain) throws IOException {
        var schema = GraphSchema.of(Files.readString(Path.of("graph-schema/schema/identity-graph.graphqls")));
        var errors = new Errors(new DocumentReader(schema, new Namespaces(List.of()), DocumentLimits.NONE));
        return Objects.requireNonNull(errors.intercept(request, chain).block()).getErrors();
    }
}
