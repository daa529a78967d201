package dev.identitygraph.identity;

/** What a subject said. The order is that of strictness: where two records meet, the later constant holds. */
public enum ConsentStatus {
    GRANTED,
    DENIED,
    WITHDRAWN
}
