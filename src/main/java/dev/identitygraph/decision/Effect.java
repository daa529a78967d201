package dev.identitygraph.decision;

/** Whether a decision is in force, and if not, why. */
public sealed interface Effect {
    /** It is. */
    record InForce() implements Effect {}

    /** A later decision about the same two counts. */
    record Overruled() implements Effect {}

    /** A rule keeps the link from counting that a join makes. */
    record Superseded(LinkExplanation.Rule by) implements Effect {}

    /** Two that are split are one person's all the same: the person has each of them by something else. */
    record KeptTogether() implements Effect {}
}
