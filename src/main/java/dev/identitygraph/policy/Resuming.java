package dev.identitygraph.policy;

import java.util.List;

/** What comes of a walk that is to be resumed. */
public sealed interface Resuming {
    /** It may go on, by this plan. */
    record Resumed(Plan.Resumption resumption) implements Resuming {}

    /** The policy no longer permits the way that it has taken, so that it leads nowhere. */
    record Closed() implements Resuming {}

    /** What is asked of the node is denied there. */
    record Refusal(List<Fault> faults) implements Resuming {}
}
