package dev.identitygraph.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in plain words why the application cannot go on with its chain, and what to do. */
final class AuditFailureAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var action = switch (cause) {
                case ChainWriter.TakenException _ ->
                    "End the other instance, or set identity-graph.audit.folder to a folder of this one's own.";
                case BrokenChainException _ ->
                    "Find out who changed it, and set identity-graph.audit.folder to a new folder.";
                default -> "";
            };
            if (!action.isEmpty()) {
                return new FailureAnalysis(String.valueOf(cause.getMessage()), action, failure);
            }
        }
        return null;
    }
}
