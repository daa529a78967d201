package dev.identitygraph.command;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How a command comes to the graph: by starting the application with these arguments.
 *
 * @param startWithoutGraph starts the part of it that needs no graph
 */
public record GraphAccess(
        Function<String[], ConfigurableApplicationContext> start,
        Function<String[], ConfigurableApplicationContext> startWithoutGraph) {
    private static final Pattern PROPERTY = Pattern.compile("--[\\w-]+(\\.[\\w\\[\\]-]+)+=.*", Pattern.DOTALL);

    /** Starts it with options of its own; what is none is told, so that nothing mistyped is passed over. */
    ConfigurableApplicationContext open(List<String> properties) {
        return start.apply(checked(properties));
    }

    /** For a command that makes a graph. */
    ConfigurableApplicationContext openWithoutGraph(List<String> properties) {
        return startWithoutGraph.apply(checked(properties));
    }

    private static String[] checked(List<String> properties) {
        properties.stream()
                .filter(argument -> !PROPERTY.matcher(argument).matches())
                .findFirst()
                .ifPresent(argument -> {
                    throw new BadInputException(
                            argument + ": there is no such option, and it is no option of the application, as"
                                    + " --spring.neo4j.uri=bolt://localhost:7687 is");
                });
        return properties.toArray(String[]::new);
    }
}
