package dev.identitygraph.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The folder of one server: data, configuration, logs and password. Nobody but its user may look into it. */
record Neo4jHome(Path folder) {
    private static final long NEEDED_MEGABYTES = 500;
    private static final int PASSWORD_BYTES = 8;

    static Neo4jHome create(Path folder) throws IOException {
        Neo4jHome home = new Neo4jHome(folder.toAbsolutePath().normalize());
        Files.createDirectories(home.configuration(), PrivateFolder.only("rwx------"));
        return home;
    }

    Path configuration() {
        return folder.resolve("conf");
    }

    Path log() {
        return folder.resolve("neo4j.log");
    }

    Path argumentFile() {
        return folder.resolve("java.args");
    }

    Path runningServer() {
        return folder.resolve("neo4j.pid");
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    /** Whether a server has run here: from then on the password is the database's to change. */
    boolean hasData() {
        return Files.exists(folder.resolve("data/databases/system"));
    }

    /** The password of the user neo4j, made up at the first start. */
    String password() throws IOException {
        if (Files.notExists(passwordFile())) {
            requireNew();
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(passwordFile(), PrivateFolder.only("rw-------"));
            Files.writeString(passwordFile(), HexFormat.of().formatHex(random));
        }
        return Files.readString(passwordFile()).strip();
    }

    void requireSpace() throws IOException {
        long megabytes = Files.getFileStore(folder).getUsableSpace() / 1_000_000;
        if (megabytes < NEEDED_MEGABYTES) {
            throw new DevelopmentServerException(
                    "The disk of %s has %d MB left; Neo4j stops taking writes when it is full."
                            .formatted(folder, megabytes),
                    "Free at least %d MB, or choose another folder with identity-graph.neo4j.home."
                            .formatted(NEEDED_MEGABYTES));
        }
    }

    /** The end of the log without stack frames, which would push out what they belong to. */
    String endOfLog(int lines) {
        try {
            List<String> told = Files.readAllLines(log()).stream()
                    .filter(line -> !line.startsWith("\t"))
                    .toList();
            return String.join("\n", told.subList(Math.max(0, told.size() - lines), told.size()));
        } catch (IOException e) {
            return "(it cannot be read: %s)".formatted(e);
        }
    }

    private void requireNew() {
        if (hasData()) {
            throw new DevelopmentServerException(
                    "%s holds a database, and the file with its password is missing.".formatted(folder),
                    "Put the password of the user neo4j into %s, or delete the folder to start afresh."
                            .formatted(passwordFile()));
        }
    }
}
