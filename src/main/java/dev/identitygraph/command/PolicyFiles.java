package dev.identitygraph.command;

import dev.identitygraph.identity.Namespaces;
import dev.identitygraph.policy.GraphSchema;
import dev.identitygraph.policy.PolicyFile;
import dev.identitygraph.yaml.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** The schema and the namespaces that ship in the jar, and the files that are read against them. */
record PolicyFiles(GraphSchema schema, Namespaces namespaces, PolicyFile reader) {
    static PolicyFiles ofTheJar() {
        var schema = GraphSchema.of(shipped("schema/identity-graph.graphqls").text());
        var namespaces = PolicyFile.namespaces(shipped("namespaces.yaml").value());
        var optOuts = PolicyFile.optOuts(shipped("signals.yaml").value());
        return new PolicyFiles(schema, namespaces, new PolicyFile(schema, namespaces, optOuts));
    }

    /** The linking rules of a file, or those that ship. */
    static YamlText linking(@Nullable Path file) {
        return yaml(file, "linking.yaml");
    }

    /** A file, or if there is none the one of a name that ships. */
    static YamlText yaml(@Nullable Path file, String shipped) {
        return file == null ? shipped(shipped) : yaml(file);
    }

    static YamlText yaml(Path file) {
        return new YamlText(file.toString(), text(file));
    }

    /** The path of a file that is there. */
    static Path existing(Path file) {
        try (var content = Files.newInputStream(file)) {
            content.read();
            return file;
        } catch (NoSuchFileException e) {
            throw noSuchFile(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw noSuchFile(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static BadInputException noSuchFile(Path file) {
        return new BadInputException(file + ": there is no such file; give the path of one");
    }

    private static BadInputException unreadable(Path file, IOException e) {
        return new BadInputException(file + ": the file cannot be read (" + e.getMessage() + "); give another one");
    }

    private static YamlText shipped(String name) {
        var resource = new ClassPathResource("graph-schema/" + name);
        try {
            return new YamlText(resource.getPath(), resource.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
