package dev.identitygraph.link;

import java.util.Set;

/**
 * Why a link does not count.
 *
 * @param namespace whose rule it is; for a decision, the namespace of the link's end
 * @param splits the decisions that keep it from counting, if it is decisions that do
 */
public record Supersession(Rule rule, String namespace, Set<Split> splits) {
    /** What a rule supersedes, and no decision. */
    Supersession(Rule rule, String namespace) {
        this(rule, namespace, Set.of());
    }

    /** The rules that supersede links. */
    public enum Rule {
        /** An end is a value that never links. */
        NEVER,
        /** An end carries more links than a value of its namespace may: it says nothing of anyone. */
        GENERIC,
        /** A privacy officer has decided that two identities are not of one person. */
        SPLIT,
        /** The link would put two values of a unique namespace into one person's graph, and is the weaker one. */
        UNIQUE,
        /** Several people have used the device, so it is nobody's. */
        SHARED
    }

    @Override
    public String toString() {
        return rule + " " + namespace;
    }
}
