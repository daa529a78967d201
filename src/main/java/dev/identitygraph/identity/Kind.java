package dev.identitygraph.identity;

import java.util.Arrays;
import java.util.Optional;

/** What a node is. Its name is the node's label in the graph and its type in the GraphQL schema. */
public enum Kind {
    CUSTOMER("Customer", Aspect.PERSONAL),
    EMAIL("Email", Aspect.PERSONAL),
    DEVICE("Device", Aspect.BEHAVIORAL),
    SEGMENT("Segment", Aspect.BEHAVIORAL);

    private final String label;
    private final Aspect aspect;

    Kind(String label, Aspect aspect) {
        this.label = label;
        this.aspect = aspect;
    }

    public String label() {
        return label;
    }

    public Aspect aspect() {
        return aspect;
    }

    public Quadrant quadrant(Party party) {
        return Quadrant.of(aspect, party);
    }

    public static Optional<Kind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
