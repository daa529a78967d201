package dev.identitygraph.consent;

/** The consent signals that are understood. */
public enum SignalKind {
    /** A string of the IAB's Transparency and Consent Framework. */
    TCF,
    /** A string of the IAB's Global Privacy Platform. */
    GPP,
    /** That a browser sent {@code Sec-GPC: 1}. */
    GPC
}
