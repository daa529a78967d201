package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Answers requests that never become an operation, in the form of a GraphQL response. */
@Component
class HttpRefusals {
    private static final MediaType GRAPHQL = MediaType.APPLICATION_GRAPHQL_RESPONSE;

    ServerResponse response(ServerRequest request, Fault.Code code, String message) {
        return response(request, Fault.ofRequest(code, message));
    }

    ServerResponse response(ServerRequest request, Fault fault) {
        var response = ServerResponse.status(Refusals.status(fault.code())).contentType(type(request));
        if (fault.code() == Fault.Code.METHOD_NOT_ALLOWED) {
            response.allow(HttpMethod.POST);
        }
        return response.body(Map.of("errors", List.of(Refusals.error(fault).toSpecification())));
    }

    /** GraphQL's own type for those who name it, JSON for all others. */
    private static MediaType type(ServerRequest request) {
        try {
            return request.headers().accept().contains(GRAPHQL) ? GRAPHQL : MediaType.APPLICATION_JSON;
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_JSON;
        }
    }
}
