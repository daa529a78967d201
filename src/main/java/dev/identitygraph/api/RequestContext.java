package dev.identitygraph.api;

import dev.identitygraph.client.Caller;
import dev.identitygraph.query.Policies;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Puts into the context of an operation who asks, for what where the document does not say it, and under which policy.
 * Who asks is what the request's token proves, and nothing else that the request says.
 */
@Component
@Order(1)
class RequestContext implements WebGraphQlInterceptor {
    /** The caller of the operation, an {@code Optional}. */
    static final String CALLER = Caller.class.getName();

    static final String PURPOSE_HEADER = "Identity-Purpose";
    static final String CONSISTENCY_HEADER = "Identity-Consistency";

    private final Policies policies;
    private final Admissions admissions;

    RequestContext(Policies policies, Admissions admissions) {
        this.policies = policies;
        this.admissions = admissions;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        // Registrations may have changed since the request was let in, so they are looked at once more: what is in
        // force
        // now is in force for all of the operation.
        var inForce = policies.current();
        var caller = Admissions.caller(SecurityContextHolder.getContext().getAuthentication());
        var admission = admissions.admit(caller, inForce.clients());
        var purpose = Optional.ofNullable(request.getHeaders().getFirst(PURPOSE_HEADER));
        var token = Optional.ofNullable(request.getHeaders().getFirst(CONSISTENCY_HEADER));
        request.configureExecutionInput((_, input) -> input.graphQLContext(Map.of(
                        Policies.InForce.class,
                        inForce,
                        Admission.class,
                        admission,
                        CALLER,
                        caller,
                        PURPOSE_HEADER,
                        purpose,
                        CONSISTENCY_HEADER,
                        token))
                .build());
        return chain.next(request);
    }
}
