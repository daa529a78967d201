package dev.identitygraph.policy;

/** Whose node an entry may start at. */
public enum BoundTo {
    /** The person who the request's token proves to be. */
    SUBJECT,
    /** Anybody's: for clients that can keep a secret only. */
    ANY
}
