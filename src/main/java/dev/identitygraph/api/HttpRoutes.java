package dev.identitygraph.api;

import dev.identitygraph.client.Authority;
import dev.identitygraph.client.Client;
import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.policy.PurposeSchema;
import dev.identitygraph.query.Policies;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.webmvc.GraphQlRequestPredicates;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What is at GraphQL's address besides operations: the schemas of the purposes, and refusals of what is neither. */
@Configuration(proxyBeanMethods = false)
class HttpRoutes {
    private final HttpRefusals refusals;

    HttpRoutes(HttpRefusals refusals) {
        this.refusals = refusals;
    }

    /** The part of the schema that one of the client's purposes can use, under the policy that is in force. */
    @Bean
    @Order(-2)
    RouterFunction<ServerResponse> purposeSchemas(
            GraphSchema schema,
            Namespaces namespaces,
            Policies policies,
            Admissions admissions,
            @Value("${spring.graphql.http.path:/graphql}") String path) {
        return RouterFunctions.route()
                .GET(path + "/schema/{purpose}", request -> {
                    var inForce = policies.current();
                    var caller =
                            Admissions.caller(SecurityContextHolder.getContext().getAuthentication());
                    return switch (admissions.admit(caller, inForce.clients())) {
                        case Admission.Denied(var fault) -> refusals.response(request, fault);
                        case Admission.Admitted(var client) ->
                            purpose(request.pathVariable("purpose"), client, schema)
                                    .map(purpose -> sdl(PurposeSchema.of(
                                            schema, namespaces, inForce.policy().of(purpose))))
                                    .orElseGet(() -> refusals.response(request, notGranted(client)));
                    };
                })
                .build();
    }

    private static Optional<Purpose> purpose(String name, Client client, GraphSchema schema) {
        return schema.purposes()
                .find(name)
                .filter(purpose -> client.purposes().contains(purpose)
                        || client.authorities().contains(Authority.EXPLAIN));
    }

    private static Fault notGranted(Client client) {
        return Fault.ofRequest(
                Fault.Code.PURPOSE_NOT_GRANTED,
                "This client has been granted no such purpose.",
                client.purposes().stream().map(Purpose::name).sorted().toList());
    }

    private static ServerResponse sdl(PurposeSchema schema) {
        return ServerResponse.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(schema.sdl());
    }

    /**
     * Refuses what would not become an operation. There are no subscriptions, so there is no stream of events either.
     */
    @Bean
    @Order(-1)
    RouterFunction<ServerResponse> noOperations(@Value("${spring.graphql.http.path:/graphql}") String path) {
        var operation = GraphQlRequestPredicates.graphQlHttp(path);
        var address = RequestPredicates.path(path);
        return request -> address.test(request) && request.method() != HttpMethod.OPTIONS
                ? refusal(request, operation)
                : Optional.empty();
    }

    private Optional<HandlerFunction<ServerResponse>> refusal(ServerRequest request, RequestPredicate operation) {
        if (request.method() != HttpMethod.POST) {
            return Optional.of(refused(
                    Fault.Code.METHOD_NOT_ALLOWED, "Send the operation by POST, as JSON in the request's body."));
        }
        try {
            if (operation.test(request)) {
                return Optional.empty();
            }
        } catch (UnsupportedMediaTypeStatusException e) {
            return Optional.of(unsupported(false));
        } catch (NotAcceptableStatusException e) {
            return Optional.of(unsupported(true));
        }
        return Optional.of(unsupported(request.headers()
                .contentType()
                .filter(MediaType.APPLICATION_JSON::includes)
                .isPresent()));
    }

    private HandlerFunction<ServerResponse> unsupported(boolean isJson) {
        return isJson
                ? refused(
                        Fault.Code.NOT_ACCEPTABLE,
                        "Responses are application/graphql-response+json or application/json. Name one of them in the header Accept.")
                : refused(
                        Fault.Code.MEDIA_TYPE_UNSUPPORTED,
                        "Send the operation as JSON, with the header Content-Type: application/json.");
    }

    private HandlerFunction<ServerResponse> refused(Fault.Code code, String message) {
        return request -> refusals.response(request, code, message);
    }
}
