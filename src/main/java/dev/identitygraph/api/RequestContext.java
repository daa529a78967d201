package dev.identitygraph.api;

import dev.identitygraph.client.Caller;
import dev.identitygraph.policy.Subject;
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
 * Who asks is what the request's token proves, and from which device what its cookie says; nothing else that the
 * request says counts.
 */
@Component
@Order(1)
class RequestContext implements WebGraphQlInterceptor {
    static final String PURPOSE_HEADER = "Identity-Purpose";
    static final String CONSISTENCY_HEADER = "Identity-Consistency";

    private final Policies policies;
    private final Admissions admissions;
    private final OwnDevices devices;

    RequestContext(Policies policies, Admissions admissions, OwnDevices devices) {
        this.policies = policies;
        this.admissions = admissions;
        this.devices = devices;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        // Registrations may have changed since the request was let in, so they are looked at once more: what is in
        // force now is in force for all of the operation.
        var inForce = policies.current();
        var caller = Admissions.caller(SecurityContextHolder.getContext().getAuthentication());
        var context = Map.of(
                Policies.InForce.class,
                inForce,
                Admission.class,
                admissions.admit(caller, inForce.clients()),
                Subject.class,
                new Subject(caller.flatMap(Caller::subject), devices.of(request.getCookies())),
                PURPOSE_HEADER,
                Optional.ofNullable(request.getHeaders().getFirst(PURPOSE_HEADER)),
                CONSISTENCY_HEADER,
                Optional.ofNullable(request.getHeaders().getFirst(CONSISTENCY_HEADER)));
        request.configureExecutionInput(
                (_, input) -> input.graphQLContext(context).build());
        return chain.next(request);
    }
}
