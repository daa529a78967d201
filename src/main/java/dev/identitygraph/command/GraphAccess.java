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
        return started(start, properties);
    }

    /** For a command that makes a graph. */
    ConfigurableApplicationContext openWithoutGraph(List<String> properties) {
        return started(startWithoutGraph, properties);
    }

    /** Why an application does not start is told by Spring Boot, so that nothing is left to be said of it. */
    static final class NotStartedException extends RuntimeException {
        NotStartedException(RuntimeException cause) {
            super(cause);
        }
    }

    private static ConfigurableApplicationContext started(
            Function<String[], ConfigurableApplicationContext> start, List<String> properties) {
        var arguments = checked(properties);
        try {
            return start.apply(arguments);
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new NotStartedException(e);
        }
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
