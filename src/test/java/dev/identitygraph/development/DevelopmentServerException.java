package dev.identitygraph.development;

/** Says why the server of a development or test run is not there, and what would cure it. */
final class DevelopmentServerException extends RuntimeException {
    private final String problem;
    private final String cure;

    DevelopmentServerException(String problem, String cure) {
        super(problem + " " + cure);
        this.problem = problem;
        this.cure = cure;
    }

    DevelopmentServerException(String problem, String cure, Throwable cause) {
        this(problem, cure);
        initCause(cause);
    }

    String problem() {
        return problem;
    }

    String cure() {
        return cure;
    }
}
