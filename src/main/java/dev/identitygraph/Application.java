package dev.identitygraph;

import dev.identitygraph.command.Commands;
import java.io.PrintWriter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;

/** The identity graph as one Spring Boot application. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        if (Commands.includes(args)) {
            // Nothing but the command's own output is to be seen.
            LoggingSystem.get(Application.class.getClassLoader()).beforeInitialize();
            System.exit(Commands.run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
        }
        SpringApplication.run(Application.class, args);
    }
}
