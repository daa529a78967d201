package dev.identitygraph.policy;

import java.util.Comparator;

/**
 * One thing that a policy permits and another one does not.
 *
 * @param more whether the later policy permits it, and the earlier one does not
 * @param who the purpose, or the operator with all purposes that its clients hold
 * @param detail the thing, by the words of the policy
 */
public record PolicyChange(boolean more, String who, Matter matter, String detail) {
    /** By what, then by which. */
    static final Comparator<PolicyChange> ORDER =
            Comparator.comparing(PolicyChange::matter).thenComparing(PolicyChange::detail);

    /** What kind of thing it is, by the policy's word for it. */
    public enum Matter {
        ENTRY("entry"),
        MAX_HOPS("maxHops"),
        HOP("hop"),
        GUARD("guard"),
        REVEAL("reveal"),
        MIN_GROUP("minGroup"),
        BLOCKED_BY("blockedBy"),
        CROSSES_PEOPLE("crossesPeople"),
        WHOLE_VIEW("wholeView"),
        QUADRANT("quadrant");

        private final String word;

        Matter(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Override
    public String toString() {
        return "%s %s %s %s".formatted(more ? "+" : "-", who, matter, detail);
    }
}
