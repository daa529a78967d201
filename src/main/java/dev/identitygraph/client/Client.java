package dev.identitygraph.client;

import dev.identitygraph.identity.Purpose;
import java.util.Set;

/**
 * An application registered to ask.
 *
 * @param id its name in {@code clients.yaml}, records and logs
 * @param operator the organisation that runs it; all purposes of one operator count as joined
 * @param purposes what it may ask for; anything else is refused
 * @param authorities what it may do besides
 */
public record Client(String id, String operator, Set<Purpose> purposes, Set<Authority> authorities) {
    public Client {
        purposes = Set.copyOf(purposes);
        authorities = Set.copyOf(authorities);
    }
}
