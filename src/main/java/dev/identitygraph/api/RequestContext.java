package dev.identitygraph.api;

import dev.identitygraph.client.Client;
import dev.identitygraph.client.Clients;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Puts into the context of an operation who asks, and for what where the document does not say it. Every request is
 * asked by the one client that the configuration names, which is why the application listens on loopback only.
 */
@Component
class RequestContext implements WebGraphQlInterceptor {
    static final String PURPOSE_HEADER = "Identity-Purpose";

    private final Client client;

    RequestContext(Clients clients, @Value("${identity-graph.client}") String client) {
        this.client = clients.find(client)
                .orElseThrow(() -> new IllegalStateException(
                        "identity-graph.client names " + client + ", which is not registered in clients.yaml"));
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        var purpose = Optional.ofNullable(request.getHeaders().getFirst(PURPOSE_HEADER));
        request.configureExecutionInput(
                (_, input) -> input.graphQLContext(Map.of(Client.class, client, PURPOSE_HEADER, purpose))
                        .build());
        return chain.next(request);
    }
}
