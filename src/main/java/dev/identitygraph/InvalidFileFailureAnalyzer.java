package dev.identitygraph;

import dev.identitygraph.yaml.InvalidFileException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a fault of a configuration file without a stack trace: it says where it stands and what would be right. */
final class InvalidFileFailureAnalyzer extends AbstractFailureAnalyzer<InvalidFileException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidFileException cause) {
        return new FailureAnalysis(cause.getMessage(), "Mend the file, and start again.", failure);
    }
}
