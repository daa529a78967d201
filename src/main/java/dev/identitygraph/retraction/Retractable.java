package dev.identitygraph.retraction;

/** What can be taken back. */
public sealed interface Retractable {
    /** What names it in the audit. */
    String id();

    /** All that a source said. */
    record OfSource(String id) implements Retractable {}

    /**
     * All that is known from a file and from nothing else.
     *
     * @param id the SHA-256 digest of the file's content
     */
    record OfFile(String id) implements Retractable {}

    /** One observation. */
    record OneObservation(String id) implements Retractable {}
}
