package dev.identitygraph.command;

import dev.identitygraph.identity.Quadrant;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.Walk;
import dev.identitygraph.query.Explanation;
import dev.identitygraph.query.Explanation.ExplainedHop;
import dev.identitygraph.query.Explanation.ExplainedRoot;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Prints an explanation as a text: a tree of hops for each root field, or a line for each fault with its place. */
final class ExplanationText {
    private static final String INDENT = "  ";

    private final String document;
    private final String policyVersion;
    private final PrintWriter out;

    ExplanationText(String document, String policyVersion, PrintWriter out) {
        this.document = document;
        this.policyVersion = policyVersion;
        this.out = out;
    }

    void print(Explanation explanation) {
        switch (explanation) {
            case Explanation.Refused(var faults) -> {
                out.println("refused by policy " + policyVersion);
                faults.forEach(this::print);
            }
            case Explanation.SchemaOnly() -> out.println("reads no node, and so needs no purpose");
            case Explanation.Planned(var purpose, var roots) -> {
                out.println("purpose " + purpose);
                out.println("policy " + policyVersion);
                roots.forEach(this::print);
            }
        }
    }

    private void print(Fault fault) {
        var location = fault.location();
        var place = location == null ? document : document + ":" + location.line() + ":" + location.column();
        var coordinate = fault.coordinate() == null ? "" : " " + fault.coordinate();
        out.println(place + ": " + fault.code() + coordinate + ": " + fault.message());
        if (!fault.permitted().isEmpty()) {
            out.println(INDENT + "permitted: " + String.join(", ", fault.permitted()));
        }
    }

    private void print(ExplainedRoot root) {
        out.println();
        var way = root.taken().isEmpty() ? "" : " -> " + String.join(" -> ", root.taken());
        out.println("%s: %s%s, %s, %s"
                .formatted(root.resultKey(), root.entry(), way, quadrants(root), hopsLeft(root.hopsLeft())));
        out.println(INDENT + "revealed: " + list(root.revealed()));
        root.hops().forEach(this::print);
        out.println(INDENT + "cypher: " + root.cypher());
    }

    private void print(ExplainedHop hop) {
        var indent = INDENT.repeat(hop.depth());
        out.println("%s%s: %s, %s, %s"
                .formatted(
                        indent,
                        hop.path(),
                        hop.hop().coordinate(),
                        hop.walks().stream().map(Walk::toString).collect(Collectors.joining(" or ")),
                        hopsLeft(hop.hopsLeft())));
        out.println(indent + INDENT + "why: " + hop.why());
        out.println(indent + INDENT + "guards: " + String.join("; ", hop.guards()));
        out.println(indent + INDENT + "revealed: " + list(hop.revealed()));
    }

    private static String quadrants(ExplainedRoot root) {
        return root.quadrants().stream().sorted().map(Quadrant::name).collect(Collectors.joining(" or "));
    }

    private static String hopsLeft(int hops) {
        return hops == 1 ? "1 hop left" : hops + " hops left";
    }

    private static String list(List<String> coordinates) {
        return coordinates.isEmpty() ? "nothing" : String.join(", ", coordinates);
    }
}
