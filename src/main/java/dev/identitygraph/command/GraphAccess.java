package dev.identitygraph.command;

import java.util.List;
import java.util.function.Function;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How a command comes to the graph: by starting the application with these arguments.
 *
 * @param startWithoutGraph starts the part of it that needs no graph
 */
public record GraphAccess(
        Function<String[], ConfigurableApplicationContext> start,
        Function<String[], ConfigurableApplicationContext> startWithoutGraph) {
    ConfigurableApplicationContext open(List<String> properties) {
        return start.apply(properties.toArray(String[]::new));
    }

    /** For a command that makes a graph. */
    ConfigurableApplicationContext openWithoutGraph(List<String> properties) {
        return startWithoutGraph.apply(properties.toArray(String[]::new));
    }
}
