package dev.identitygraph.privacy;

import dev.identitygraph.client.Client;
import dev.identitygraph.store.Tokens;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What clients call observations: a handle each, which is good for one client, to take the observation back. */
@Component
class ObservationHandles {
    private final Tokens tokens;

    ObservationHandles(Tokens tokens) {
        this.tokens = tokens;
    }

    String handle(Client client, String observation) {
        return tokens.seal(observation, use(client));
    }

    /** The id of the observation, or nothing for a handle that is forged or another client's. */
    Optional<String> open(Client client, String handle) {
        return tokens.open(handle, use(client));
    }

    private static List<String> use(Client client) {
        return List.of("observation", client.id());
    }
}
