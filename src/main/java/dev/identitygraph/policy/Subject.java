package dev.identitygraph.policy;

import java.util.Map;
import java.util.Optional;

/**
 * Whom a request proves to ask for themselves.
 *
 * @param person the record number of the person who signed in, in the namespace by which the policy lets one enter
 * @param devices the values of the request's own first-party cookies, by the namespaces of the devices that they name
 */
public record Subject(Optional<String> person, Map<String, String> devices) {
    /** Nobody signed in, and there is no cookie. */
    public static final Subject NONE = new Subject(Optional.empty(), Map.of());

    public Subject {
        devices = Map.copyOf(devices);
    }
}
