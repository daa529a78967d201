package dev.identitygraph.api;

import dev.identitygraph.client.Client;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.query.Limits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets each client have so many operations at a time, so that none takes the server from the others. */
@Component
@Order(2)
class ConcurrentOperations implements WebGraphQlInterceptor {
    private static final String SECONDS_TO_WAIT = "1";

    private final int most;
    private final Map<String, Semaphore> byClient = new ConcurrentHashMap<>();

    ConcurrentOperations(Limits limits) {
        most = limits.concurrentOperations();
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        Admission admission = request.toExecutionInput().getGraphQLContext().get(Admission.class);
        return switch (admission) {
            case Admission.Denied _ -> chain.next(request);
            case Admission.Admitted(var client) -> among(client, request, chain);
        };
    }

    private Mono<WebGraphQlResponse> among(Client client, WebGraphQlRequest request, Chain chain) {
        var places = byClient.computeIfAbsent(client.id(), _ -> new Semaphore(most));
        return Mono.defer(() -> places.tryAcquire()
                ? chain.next(request).doFinally(_ -> places.release())
                : Mono.just(refused(request)));
    }

    private WebGraphQlResponse refused(WebGraphQlRequest request) {
        var error = Refusals.error(Fault.ofRequest(
                Fault.Code.CONCURRENCY_LIMIT,
                "This client has %d operations under way, which is the most that it may. Ask again when one of them is answered."
                        .formatted(most)));
        var response = Refusals.response(request, error);
        response.getResponseHeaders().set(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT);
        return response;
    }
}
