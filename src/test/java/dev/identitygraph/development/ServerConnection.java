package dev.identitygraph.development;

import java.net.URI;
import org.neo4j.driver.AuthToken;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;

/** How the application reaches a server that was started for it. */
record ServerConnection(URI uri, AuthToken authToken) implements Neo4jConnectionDetails {
    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public AuthToken getAuthToken() {
        return authToken;
    }
}
