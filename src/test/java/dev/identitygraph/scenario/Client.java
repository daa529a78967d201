package dev.identitygraph.scenario;

import dev.identitygraph.client.ClientType;
import dev.identitygraph.identity.Purpose;
import java.util.Set;

/** A client as a scenario registers it. */
record Client(String id, String operator, ClientType type, Set<Purpose> purposes) {
    Client(String id, String operator, Set<Purpose> purposes) {
        this(id, operator, ClientType.CONFIDENTIAL, purposes);
    }
}
