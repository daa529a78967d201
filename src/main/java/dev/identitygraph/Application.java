package dev.identitygraph;

import dev.identitygraph.command.Commands;
import dev.identitygraph.command.GraphAccess;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** The identity graph as one Spring Boot application. */
@SpringBootApplication
public class Application {
    private static final String ERRORS_ONLY = "--logging.threshold.console=error";

    public static void main(String[] args) {
        if (Commands.includes(args)) {
            // Nothing but the command's own output is to be seen, and faults that are logged are none of its answer.
            LoggingSystem.get(Application.class.getClassLoader()).beforeInitialize();
            var answer = new PrintWriter(System.out, true);
            System.setOut(System.err);
            System.exit(Commands.run(
                    answer,
                    new PrintWriter(System.err, true),
                    new GraphAccess(Application::forACommand, Application::withoutGraph),
                    args));
        }
        SpringApplication.run(Application.class, args);
    }

    /** The application as a command needs it: beside a server that may run, and without importing anything. */
    private static ConfigurableApplicationContext forACommand(String... properties) {
        var arguments = new ArrayList<>(List.of(properties));
        // Of a chain of disclosures one process is the writer: a server or a command that runs beside has another one.
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--identity-graph.audit.folder="))) {
            arguments.add("--identity-graph.audit.folder=.identity-graph/commands/audit");
            arguments.add("--identity-graph.audit.beside-others=true");
        }
        arguments.add("--identity-graph.seed-data=false");
        // Nobody is to ask it.
        arguments.add("--server.port=-1");
        arguments.add("--management.server.port=-1");
        arguments.add(ERRORS_ONLY);
        return SpringApplication.run(Application.class, arguments.toArray(String[]::new));
    }

    private static ConfigurableApplicationContext withoutGraph(String... properties) {
        var application = new SpringApplication(WithoutGraph.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        var arguments = new ArrayList<>(List.of(properties));
        arguments.add(ERRORS_ONLY);
        return application.run(arguments.toArray(String[]::new));
    }
}
