package dev.identitygraph.store;

import ac.simons.neo4j.migrations.core.MigrationsException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in plain words why the application cannot start on its graph, and what to do. */
final class StoreFailureAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var action = switch (cause) {
                case ServiceUnavailableException _ ->
                    "Start Neo4j at the address of spring.neo4j.uri, or set spring.neo4j.uri to a server that runs."
                            + " In a fresh clone, mvn spring-boot:test-run brings its own.";
                case AuthenticationException _ ->
                    "Set spring.neo4j.authentication.username and spring.neo4j.authentication.password.";
                case ForeignKeysException _ ->
                    "Set identity-graph.keys to the folder with the graph's own keys, or restore them from their"
                            + " backup. Only for a graph that may be lost: empty it, and start again.";
                case OtherNormalFormException _ ->
                    "Run the release that wrote the graph; or empty the graph, start again, and import its sources anew.";
                case MigrationsException locked
                when SchemaMigrations.isLocked(locked) ->
                    "Another instance or command brings the graph's schema up to date, or was ended over it. Start again"
                            + " when it is done. If none is at work, delete the lock that was left:"
                            + " MATCH (lock:__Neo4jMigrationsLock) DELETE lock.";
                default -> "";
            };
            if (!action.isEmpty()) {
                return new FailureAnalysis(String.valueOf(cause.getMessage()), action, failure);
            }
        }
        return null;
    }
}
