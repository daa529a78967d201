package dev.identitygraph.policy;

import java.util.List;

/** What comes of a document: a plan, or a refusal that lists every fault. */
public sealed interface Planning {
    /** The operation may run, by this plan. */
    record Planned(Plan plan) implements Planning {}

    /** The operation reads the schema, or what an authority opens, but no node: it needs no purpose. */
    record SchemaOnly() implements Planning {}

    /** The operation may not run. */
    record Refusal(List<Fault> faults) implements Planning {}
}
