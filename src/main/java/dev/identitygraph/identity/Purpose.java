package dev.identitygraph.identity;

import java.util.regex.Pattern;

/**
 * What a query is for, and the unit of permission. The purposes that exist are the values of the enum {@code Purpose}
 * in the GraphQL schema; none is named in the code.
 *
 * @param name upper-case letters, digits and single underscores, so that it can be part of a property's name
 */
public record Purpose(String name) implements Comparable<Purpose> {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

    /** How the name of a stored opt-out starts that is kept as if it were a purpose. */
    public static final String OPT_OUT = "OPT_OUT_";

    public Purpose {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A purpose is written in upper-case letters, as in FIRST_PARTY_MATCHING");
        }
    }

    /**
     * What a stored opt-out is kept under, in the ledger and on edges, as if it were a purpose that was denied.
     *
     * @param name as {@code blockedBy} of the policy has it, such as GPC
     */
    public static Purpose optOut(String name) {
        return new Purpose(OPT_OUT + name);
    }

    /** Whether it is no purpose to ask for, but a stored opt-out. */
    public boolean isOptOut() {
        return name.startsWith(OPT_OUT);
    }

    @Override
    public int compareTo(Purpose other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
