package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.identitygraph.development.DevelopmentRun;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools of frontend developers pass their tests ({@code src/tools/test}) against a development run. */
class ForeignToolsIT {
    @Test
    void passAgainstADevelopmentRun(@TempDir Path folder) throws Exception {
        try (var run = DevelopmentRun.start(folder, Map.of())) {
            var npm = new ProcessBuilder("npm", "test")
                    .directory(Path.of("src/tools").toFile())
                    .inheritIO();
            npm.environment().put("IDENTITY_GRAPH", run.uri("").toString());
            npm.environment().put("IDENTITY_GRAPH_DEMO", run.demo().toString());
            assertThat(npm.start().waitFor()).isZero();
        }
    }
}
