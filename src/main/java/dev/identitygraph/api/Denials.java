package dev.identitygraph.api;

import dev.identitygraph.policy.Fault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers requests that may not be asked, in the form of a GraphQL response. What is wrong with a token is not told:
 * whoever may have one can ask its issuer.
 */
@Component
class Denials implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);
    private static final String CHALLENGE = "Bearer realm=\"identity-graph\"";

    private final JsonMapper json;

    Denials(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof AuthenticationServiceException) {
            LOG.error("Tokens cannot be verified: the issuer's keys cannot be had", reason);
            write(
                    request,
                    response,
                    Fault.ofRequest(
                            Fault.Code.ISSUER_UNREACHABLE,
                            "The access token cannot be verified now, since its issuer does not answer. Ask again later."));
        } else if (reason instanceof OAuth2AuthenticationException) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
            write(
                    request,
                    response,
                    Fault.ofRequest(
                            Fault.Code.TOKEN_INVALID,
                            "The access token is not valid here, or no longer. Get a new one."));
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
            write(
                    request,
                    response,
                    Fault.ofRequest(
                            Fault.Code.TOKEN_MISSING,
                            "The request has no access token. Send a registered client's in the header Authorization:"
                                    + " Bearer …"));
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        if (reason instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof Admission.Denied(var fault)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"");
            write(request, response, fault);
        } else {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Fault fault) throws IOException {
        response.setStatus(Refusals.status(fault.code()).value());
        response.setContentType(contentType(request).toString());
        var error = new LinkedHashMap<>(Refusals.error(fault).toSpecification());
        // No document has been read, so there is no place in one.
        error.remove("locations");
        json.writeValue(response.getOutputStream(), Map.of("errors", List.of(error)));
    }

    /** The media type of GraphQL responses, but for clients that know JSON only. */
    private static MediaType contentType(HttpServletRequest request) {
        var accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
        return accept.contains(MediaType.APPLICATION_JSON_VALUE)
                        && !accept.contains(MediaType.APPLICATION_GRAPHQL_RESPONSE_VALUE)
                ? MediaType.APPLICATION_JSON
                : MediaType.APPLICATION_GRAPHQL_RESPONSE;
    }
}
