package dev.identitygraph.privacy;

import dev.identitygraph.client.Client;
import dev.identitygraph.store.ConsentRequest;
import dev.identitygraph.store.Pseudonyms;
import dev.identitygraph.store.RequestStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Knows requests by what clients call them, so that the same one is told when it comes again. */
@Component
class GivenRequests {
    private final Pseudonyms pseudonyms;
    private final RequestStore store;

    GivenRequests(Pseudonyms pseudonyms, RequestStore store) {
        this.pseudonyms = pseudonyms;
        this.store = store;
    }

    /**
     * A request, as if it took effect at no time yet.
     *
     * @param requestId what the client calls it
     * @param kind what kind of thing it asks
     * @param words all that it asks, by which it is told from another one of the same id
     */
    ConsentRequest request(Client client, String requestId, String kind, List<String> words) {
        return new ConsentRequest(
                pseudonyms.recordId("request", List.of(client.id(), requestId)),
                pseudonyms.recordId(kind, words),
                Instant.MAX);
    }

    /** The first request of the same id, if one was done, in the caller's transaction. */
    Optional<ConsentRequest> first(ConsentRequest request) {
        return store.find(request.id());
    }

    /** Keeps that a request is done and when it took effect, in the caller's transaction. */
    ConsentRequest done(ConsentRequest request, Instant effectiveAt) {
        var done = new ConsentRequest(request.id(), request.fingerprint(), effectiveAt);
        store.add(done);
        return done;
    }
}
