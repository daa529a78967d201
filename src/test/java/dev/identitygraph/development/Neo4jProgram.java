package dev.identitygraph.development;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs Neo4j's main classes in a process of their own: on this JVM's JDK, with the class path that Maven wrote. */
final class Neo4jProgram {
    /** The serial collector saves 100 MB; the others are what Neo4j asks for on a recent JDK. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    /** Meant for this JVM: a second debugger, say, could not listen on the same port. */
    private static final Set<String> OPTIONS_OF_THIS_JVM = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private Neo4jProgram() {}

    static ProcessBuilder server(Neo4jHome home, String heap) throws IOException {
        return java(
                home,
                "-Xmx" + heap,
                Neo4jChild.class.getName(),
                "--home-dir=" + home.folder(),
                "--config-dir=" + home.configuration(),
                "--console-mode");
    }

    static ProcessBuilder setInitialPassword(Neo4jHome home, String password) throws IOException {
        ProcessBuilder admin = java(home, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password);
        admin.environment().put("NEO4J_HOME", home.folder().toString());
        admin.environment().put("NEO4J_CONF", home.configuration().toString());
        return admin;
    }

    /** Writes Neo4j's administration as the one program that an installed Neo4j has, and says where. */
    static Path admin(Neo4jHome home) throws IOException {
        Path arguments = home.folder().resolve("admin.args");
        List<String> all = new ArrayList<>(JVM_OPTIONS);
        // It works on all processors.
        all.remove("-XX:+UseSerialGC");
        all.addAll(List.of("-cp", classPath()));
        Files.write(arguments, all.stream().map(Neo4jProgram::quoted).toList());
        Path program = home.folder().resolve("bin/neo4j-admin");
        Files.createDirectories(program.getParent());
        Files.writeString(program, """
                #!/bin/sh
                unset %4$s
                NEO4J_HOME='%1$s' NEO4J_CONF='%2$s' exec '%3$s' '@%5$s' org.neo4j.cli.AdminTool "$@"
                """.formatted(
                home.folder(), home.configuration(), javaProgram(), String.join(" ", OPTIONS_OF_THIS_JVM), arguments));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("%s cannot be made executable".formatted(program));
        }
        return program;
    }

    private static Path javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Found from where this class was loaded, which is the same in an IDE and in Maven. */
    static Path inBuildFolder(String name) {
        return ourClasses().resolveSibling(name);
    }

    /**
     * With the arguments in a file: the class path is too long for some systems, and a password is for no process list.
     */
    private static ProcessBuilder java(Neo4jHome home, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(JVM_OPTIONS);
        all.addAll(List.of("-cp", classPath()));
        all.addAll(List.of(arguments));
        Files.write(home.argumentFile(), all.stream().map(Neo4jProgram::quoted).toList());
        ProcessBuilder java = new ProcessBuilder(javaProgram().toString(), "@" + home.argumentFile());
        java.directory(home.folder().toFile()).redirectError(home.log().toFile());
        java.environment().keySet().removeAll(OPTIONS_OF_THIS_JVM);
        return java;
    }

    private static String classPath() throws IOException {
        Path file = inBuildFolder("neo4j").resolve("classpath");
        if (Files.notExists(file)) {
            throw stale("The Neo4j server's class path is missing: %s.".formatted(file));
        }
        String neo4j = Files.readString(file).strip();
        for (String jar : neo4j.split(File.pathSeparator)) {
            if (Files.notExists(Path.of(jar))) {
                throw stale("The Neo4j server's class path, %s, names a file that is gone: %s.".formatted(file, jar));
            }
        }
        return neo4j + File.pathSeparator + ourClasses();
    }

    private static DevelopmentServerException stale(String problem) {
        return new DevelopmentServerException(problem, "Run 'mvn process-test-resources' once, which writes it.");
    }

    private static Path ourClasses() {
        try {
            return Path.of(Neo4jChild.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the java launcher reads an argument from a file. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
