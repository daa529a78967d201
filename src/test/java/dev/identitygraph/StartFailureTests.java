package dev.identitygraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Why the application does not start is said in words, with what to do. */
class StartFailureTests {
    @Test
    void aFileThatIsNotThereIsToldWithHowFilesAreNamed() {
        var told = told(new IllegalStateException(
                new FileNotFoundException("Could not open ServletContext resource [/etc/policy.yaml]")));
        assertThat(told.getDescription()).contains("/etc/policy.yaml");
        assertThat(told.getAction()).contains("file:");
    }

    /** By the analyzers that Spring Boot would ask. */
    private static FailureAnalysis told(Throwable failure) {
        return ours().stream()
                .flatMap(analyzer -> Stream.ofNullable(analyzer.analyze(failure)))
                .findFirst()
                .orElseThrow();
    }

    private static List<FailureAnalyzer> ours() {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((_, _) -> {}))
                .stream()
                .filter(analyzer -> analyzer.getClass().getPackageName().startsWith("dev.identitygraph"))
                .toList();
    }
}
