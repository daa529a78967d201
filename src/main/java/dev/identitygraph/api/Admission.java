package dev.identitygraph.api;

import dev.identitygraph.client.Client;
import dev.identitygraph.policy.Fault;
import graphql.GraphQLContext;
import org.springframework.security.authorization.AuthorizationResult;

/** Whether a caller may ask at all, before anything is known of the question. */
sealed interface Admission extends AuthorizationResult {
    /** The client whose operation is being executed. */
    static Client client(GraphQLContext context) {
        if (context.get(Admission.class) instanceof Admitted(var client)) {
            return client;
        }
        throw new IllegalStateException("An operation is executed for nobody who is admitted");
    }

    /** It is a registered client's. */
    record Admitted(Client client) implements Admission {
        @Override
        public boolean isGranted() {
            return true;
        }
    }

    /** It is nobody's who may ask. */
    record Denied(Fault fault) implements Admission {
        @Override
        public boolean isGranted() {
            return false;
        }
    }
}
