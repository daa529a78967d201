package dev.identitygraph.policy;

/** Whose node an entry may start at. */
public enum BoundTo {
    /** The request's own: the person who its token proves to ask, or the device that its cookie names. */
    SUBJECT,
    /** Anybody's: for clients that can keep a secret only. */
    ANY
}
