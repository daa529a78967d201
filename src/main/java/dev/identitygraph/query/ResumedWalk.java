package dev.identitygraph.query;

import dev.identitygraph.policy.Fault;
import java.util.List;

/** What comes of a way that handles name. */
sealed interface ResumedWalk {
    /** It may be gone on. */
    record Open(CompiledWalk compiled) implements ResumedWalk {}

    /** The policy no longer permits it: its handles read like unknown ones. */
    record Closed() implements ResumedWalk {}

    /** What is asked at its end is denied. */
    record Refused(List<Fault> faults) implements ResumedWalk {}
}
