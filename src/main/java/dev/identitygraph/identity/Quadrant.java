package dev.identitygraph.identity;

/** One of the four sides of customer data. No purpose and no operator may touch all four. */
public enum Quadrant {
    P1(Aspect.PERSONAL, Party.FIRST),
    B1(Aspect.BEHAVIORAL, Party.FIRST),
    P3(Aspect.PERSONAL, Party.THIRD),
    B3(Aspect.BEHAVIORAL, Party.THIRD);

    private final Aspect aspect;
    private final Party party;

    Quadrant(Aspect aspect, Party party) {
        this.aspect = aspect;
        this.party = party;
    }

    public Aspect aspect() {
        return aspect;
    }

    public Party party() {
        return party;
    }

    public static Quadrant of(Aspect aspect, Party party) {
        return switch (aspect) {
            case PERSONAL -> party == Party.FIRST ? P1 : P3;
            case BEHAVIORAL -> party == Party.FIRST ? B1 : B3;
        };
    }
}
