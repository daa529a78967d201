package dev.identitygraph;

import java.io.FileNotFoundException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how a file is named that the configuration names and that is not there. */
final class MissingFileFailureAnalyzer extends AbstractFailureAnalyzer<FileNotFoundException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, FileNotFoundException cause) {
        return new FailureAnalysis(
                "A file that the configuration names cannot be opened: " + cause.getMessage(),
                "Name a file outside of the jar with file: before its path, as in"
                        + " --identity-graph.policy=file:/etc/identity-graph/policy.yaml, and see that it may be read.",
                failure);
    }
}
