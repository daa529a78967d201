package dev.identitygraph.development;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows problem and cure in place of a stack trace (registered in META-INF/spring.factories). */
final class DevelopmentServerFailureAnalyzer extends AbstractFailureAnalyzer<DevelopmentServerException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DevelopmentServerException cause) {
        return new FailureAnalysis(cause.problem(), cause.cure(), cause);
    }
}
