package dev.identitygraph.identity;

/**
 * The lawful bases of GDPR article 6(1), with the explicit consent of article 9(2)(a) told from plain consent, from the
 * strongest to the weakest: where an edge rests on several, it rests on the weakest.
 */
public enum LawfulBasis {
    EXPLICIT_CONSENT,
    CONSENT,
    CONTRACT,
    LEGAL_OBLIGATION,
    VITAL_INTERESTS,
    PUBLIC_TASK,
    LEGITIMATE_INTERESTS;

    /** Whether it is a consent of the subject, explicit or plain. */
    public boolean isConsent() {
        return this == EXPLICIT_CONSENT || this == CONSENT;
    }
}
