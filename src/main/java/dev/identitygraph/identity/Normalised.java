package dev.identitygraph.identity;

/** The outcome of bringing a raw value into its namespace's normal form. */
public sealed interface Normalised {
    /** The value is good. */
    record Value(Identity identity) implements Normalised {}

    /**
     * The value is no such identity.
     *
     * @param reason what is wrong, without quoting the value
     * @param expected what would be right
     */
    record Invalid(String reason, String expected) implements Normalised {}
}
