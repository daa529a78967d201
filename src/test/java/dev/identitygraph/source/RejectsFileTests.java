package dev.identitygraph.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that have what was not taken. */
class RejectsFileTests {
    private static final Rejection REJECTION = new Rejection("crm.csv", 2, "id", "it is no good", "a good one");

    @TempDir
    private Path folder;

    @Test
    void whereEverythingWasTakenNothingIsWrittenAndAFileOfTheRunBeforeGoes() throws IOException {
        var before = Files.writeString(folder.resolve("crm.csv.crm.rejects.jsonl"), "{}");
        try (var rejects = rejects(folder)) {
            rejects.flush();
        }
        assertThat(before).doesNotExist();
        var nowhere = Files.writeString(folder.resolve("file"), "").resolve("rejects");
        try (var rejects = rejects(nowhere)) {
            rejects.flush();
            assertThat(rejects.file()).isEmpty();
        }
    }

    @Test
    void whereItCannotBeWrittenTheImportFailsAndItsInputIsNotToBlame() throws IOException {
        var nowhere = Files.writeString(folder.resolve("file"), "").resolve("rejects");
        try (var rejects = rejects(nowhere)) {
            assertThatThrownBy(() -> rejects.add(REJECTION))
                    .isInstanceOf(ImportFailedException.class)
                    .hasMessageContaining("the rejects file cannot be written");
        }
    }

    private static RejectsFile rejects(Path folder) {
        return new RejectsFile(folder, new Delivered("crm", Path.of("crm.csv")));
    }
}
