package dev.identitygraph.client;

import dev.identitygraph.identity.Purpose;
import java.util.Optional;
import java.util.Set;

/**
 * An application registered to ask.
 *
 * @param id its name in {@code clients.yaml}, records and logs, and in the tokens of its issuer
 * @param operator the organisation that runs it; all purposes of one operator count as joined
 * @param type whether it can keep a secret
 * @param issuer whose tokens name it; may be empty where only one issuer is trusted
 * @param suspended whether it may not ask for the time being
 * @param purposes what it may ask for; anything else is refused
 * @param authorities what it may do besides
 * @param sources the names of the sources that are its own, for which it may bring observations in
 */
public record Client(
        String id,
        String operator,
        ClientType type,
        Optional<String> issuer,
        boolean suspended,
        Set<Purpose> purposes,
        Set<Authority> authorities,
        Set<String> sources) {
    public Client {
        purposes = Set.copyOf(purposes);
        authorities = Set.copyOf(authorities);
        sources = Set.copyOf(sources);
    }
}
