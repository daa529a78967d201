package dev.identitygraph.scenario;

import dev.identitygraph.oracle.Graph;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Leaves the graph empty, since other tests use the same Neo4j. */
final class EmptyGraphAfterwards implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        SpringExtension.getApplicationContext(context)
                .getBean(GraphInNeo4j.class)
                .replace(Graph.empty());
    }
}
