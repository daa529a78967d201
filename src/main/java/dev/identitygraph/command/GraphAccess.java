package dev.identitygraph.command;

import java.util.List;
import java.util.function.Function;
import org.springframework.context.ConfigurableApplicationContext;

/** How a command comes to the graph: by starting the application with these arguments. */
public record GraphAccess(Function<String[], ConfigurableApplicationContext> start) {
    ConfigurableApplicationContext open(List<String> properties) {
        return start.apply(properties.toArray(String[]::new));
    }
}
