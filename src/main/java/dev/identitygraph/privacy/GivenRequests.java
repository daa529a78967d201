package dev.identitygraph.privacy;

import dev.identitygraph.client.Client;
import dev.identitygraph.store.ConsentRequest;
import dev.identitygraph.store.Pseudonyms;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Knows requests by what clients call them, so that the same one is told when it comes again. */
@Component
class GivenRequests {
    private final Pseudonyms pseudonyms;

    GivenRequests(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
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
}
