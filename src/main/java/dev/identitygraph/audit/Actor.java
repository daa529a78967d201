package dev.identitygraph.audit;

/**
 * Who acts, as the audit has it.
 *
 * @param name a client's id, or what stands for whoever may log in on the machine
 * @param request a digest of the client's id of the request: the same one where it came again; blank where it has none
 */
public record Actor(String name, String request) {
    /** Somebody who acts without a request of an id. */
    public static Actor of(String name) {
        return new Actor(name, "");
    }
}
