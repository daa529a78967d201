package dev.identitygraph.client;

/** Whether a client can keep a secret. */
public enum ClientType {
    /** It runs where nobody else can look: on a server of its operator. */
    CONFIDENTIAL,
    /** It runs at the person who uses it: a page in a browser, an app. Whoever has it can ask what it can. */
    PUBLIC
}
