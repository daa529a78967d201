package dev.identitygraph.ingest;

import dev.identitygraph.Application;
import dev.identitygraph.source.Delivered;
import dev.identitygraph.source.Rejects;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.springframework.boot.SpringApplication;

/** A process of the application that imports a file of the source crm, to be killed at it. It says how far it is. */
final class ImportingProcess {
    private ImportingProcess() {}

    public static void main(String[] arguments) {
        try (var context =
                SpringApplication.run(Application.class, Arrays.copyOfRange(arguments, 1, arguments.length))) {
            context.getBean(Imports.class)
                    .run(
                            new Delivered("crm", Path.of(arguments[0])),
                            Set.of(),
                            Rejects.NONE,
                            progress -> System.out.println(
                                    "ROWS " + progress.soFar().read()));
            System.out.println("ROWS all");
        }
    }
}
