package dev.identitygraph.client;

/** A right to act, which is not a purpose to read for. */
public enum Authority {
    /** To see what a document would walk, and what a policy permits. */
    EXPLAIN,
    /** To record what subjects say: consents, refusals, withdrawals, objections. */
    RECORD_CONSENT,
    /** To read what was disclosed of whom to whom. */
    READ_AUDIT,
    /** To be told what the client was given and must drop. */
    BE_TOLD
}
