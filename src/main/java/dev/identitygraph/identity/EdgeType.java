package dev.identitygraph.identity;

import static dev.identitygraph.identity.Kind.CUSTOMER;
import static dev.identitygraph.identity.Kind.DEVICE;
import static dev.identitygraph.identity.Kind.EMAIL;
import static dev.identitygraph.identity.Kind.SEGMENT;

import java.util.Set;

/** A relationship type of the graph and the kinds that it leads from and to. */
public enum EdgeType {
    HAS_EMAIL(Set.of(CUSTOMER), EMAIL),
    USES(Set.of(CUSTOMER), DEVICE),
    SEEN_ON(Set.of(EMAIL), DEVICE),
    IN_SEGMENT(Set.of(CUSTOMER, EMAIL, DEVICE), SEGMENT),
    SYNCED_WITH(Set.of(DEVICE), DEVICE),
    ONBOARDED_AS(Set.of(EMAIL), EMAIL),
    SAME_AS(Set.of(CUSTOMER), CUSTOMER);

    private final Set<Kind> from;
    private final Kind to;

    EdgeType(Set<Kind> from, Kind to) {
        this.from = from;
        this.to = to;
    }

    public Set<Kind> from() {
        return from;
    }

    public Kind to() {
        return to;
    }

    /** Whether an edge of this type can lead between nodes of these parties. */
    public boolean joins(Party from, Party to) {
        return switch (this) {
            case HAS_EMAIL, USES, SEEN_ON, SAME_AS -> from == Party.FIRST && to == Party.FIRST;
            case IN_SEGMENT -> from == to;
            case SYNCED_WITH, ONBOARDED_AS -> from == Party.FIRST && to == Party.THIRD;
        };
    }
}
