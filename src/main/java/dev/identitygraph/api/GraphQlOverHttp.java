package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import dev.identitygraph.query.Limits;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * GraphQL over HTTP. Bodies that are too long, or are no GraphQL request, are refused before anything else looks at
 * them; a response without data has the status of its first error's code.
 */
@Component
class GraphQlOverHttp extends GraphQlHttpHandler {
    private final Limits limits;
    private final HttpRefusals refusals;
    private final JsonMapper json;

    GraphQlOverHttp(WebGraphQlHandler handler, Limits limits, HttpRefusals refusals, JsonMapper json) {
        super(handler);
        this.limits = limits;
        this.refusals = refusals;
        this.json = json;
    }

    @Override
    public ServerResponse handleRequest(ServerRequest request) throws ServletException {
        var most = limits.body().toBytes();
        var body = body(request, most);
        if (body.length > most) {
            return refusals.response(
                    request,
                    Fault.Code.BODY_LIMIT,
                    "The request's body is too long: at most %d bytes are taken. Ask for less at once."
                            .formatted(most));
        }
        var wrong = wrong(body);
        return wrong.isPresent()
                ? refusals.response(request, Fault.Code.REQUEST_INVALID, wrong.get())
                : super.handleRequest(ServerRequest.from(request).body(body).build());
    }

    private static byte[] body(ServerRequest request, long most) {
        try {
            return request.servletRequest().getInputStream().readNBytes(Math.toIntExact(most + 1));
        } catch (IOException e) {
            throw new UncheckedIOException("The request's body cannot be read", e);
        }
    }

    /** What keeps a body from being a GraphQL request. */
    private Optional<String> wrong(byte[] body) {
        JsonNode request;
        try {
            request = json.readTree(body);
        } catch (JacksonException e) {
            return Optional.of("The request's body is no JSON. Send an object with the member query.");
        }
        if (request.isArray()) {
            return Optional.of("The request's body is an array. Send each operation as a request of its own.");
        }
        if (!request.path("query").isString()) {
            return Optional.of("The request's body has no text under query, which is where the document belongs.");
        }
        if (!isMissingOr(request.path("operationName"), JsonNode::isString)) {
            return Optional.of("The member operationName must be a text, or be left out.");
        }
        return List.of("variables", "extensions").stream()
                .filter(member -> !isMissingOr(request.path(member), JsonNode::isObject))
                .findFirst()
                .map("The member %s must be an object, or be left out."::formatted);
    }

    private static boolean isMissingOr(JsonNode member, Predicate<JsonNode> right) {
        return member.isMissingNode() || member.isNull() || right.test(member);
    }

    /** Clients that know plain JSON only are told that a document is refused by its errors, not by the status. */
    @Override
    protected HttpStatus selectResponseStatus(WebGraphQlResponse response, MediaType type) {
        if (response.getExecutionResult().isDataPresent()) {
            return HttpStatus.OK;
        }
        var status = Refusals.status(response.getErrors());
        return status == HttpStatus.BAD_REQUEST && !MediaType.APPLICATION_GRAPHQL_RESPONSE.equals(type)
                ? HttpStatus.OK
                : status;
    }
}
