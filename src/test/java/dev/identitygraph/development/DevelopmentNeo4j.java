package dev.identitygraph.development;

import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Starts a Neo4j for the application, unless {@code spring.neo4j.uri} names one that is there already. */
@TestConfiguration(proxyBeanMethods = false)
@ConditionalOnExpression("'${spring.neo4j.uri:}'.isEmpty()")
@EnableConfigurationProperties(Neo4jServer.Settings.class)
class DevelopmentNeo4j {

    /** Checks the application's own port as well, which otherwise would be found taken at the very end. */
    @Bean
    Neo4jServer neo4jServer(Neo4jServer.Settings settings, Environment environment) throws IOException {
        Port http = new Port("server.port", environment.getProperty("server.port", Integer.class, 8080));
        return Neo4jServer.start(
                settings, Stream.of(http).filter(port -> port.number() > 0).toArray(Port[]::new));
    }

    @Bean
    Neo4jConnectionDetails neo4jConnectionDetails(Neo4jServer server) {
        return new ServerConnection(server.boltUri(), server.authToken());
    }
}
