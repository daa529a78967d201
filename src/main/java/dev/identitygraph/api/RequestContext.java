package dev.identitygraph.api;

import dev.identitygraph.client.Client;
import dev.identitygraph.query.Policies;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Puts into the context of an operation who asks, for what where the document does not say it, and under which policy.
 * Who asks is what the request says it is, or the configured client: nothing proves it yet, which is why the
 * application listens on loopback only.
 */
@Component
class RequestContext implements WebGraphQlInterceptor {
    static final String CLIENT_HEADER = "Identity-Client";
    static final String PURPOSE_HEADER = "Identity-Purpose";

    private final Policies policies;
    private final String defaultClient;

    RequestContext(Policies policies, @Value("${identity-graph.client}") String defaultClient) {
        this.policies = policies;
        this.defaultClient = defaultClient;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        var inForce = policies.current();
        var id = Optional.ofNullable(request.getHeaders().getFirst(CLIENT_HEADER))
                .orElse(defaultClient);
        Optional<Client> client = inForce.clients().find(id);
        var purpose = Optional.ofNullable(request.getHeaders().getFirst(PURPOSE_HEADER));
        request.configureExecutionInput((_, input) -> input.graphQLContext(
                        Map.of(Policies.InForce.class, inForce, CLIENT_HEADER, client, PURPOSE_HEADER, purpose))
                .build());
        return chain.next(request);
    }
}
