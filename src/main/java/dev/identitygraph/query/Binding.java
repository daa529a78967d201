package dev.identitygraph.query;

import dev.identitygraph.identity.Normalised;
import dev.identitygraph.identity.Normaliser;
import dev.identitygraph.identity.Purpose;
import dev.identitygraph.policy.Fault;
import dev.identitygraph.policy.Plan;
import dev.identitygraph.query.PreparedOperation.BoundEntry;
import dev.identitygraph.store.EdgeProperties;
import dev.identitygraph.store.Pseudonyms;
import graphql.execution.CoercedVariables;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds compiled statements to the values of one request, and collects the values that cannot be taken. */
final class Binding {
    private static final int LARGEST_PAGE = 100;

    private final CoercedVariables variables;
    private final Cursors cursors;
    private final Pseudonyms pseudonyms;
    private final Instant at;
    private final List<Fault> faults = new ArrayList<>();

    Binding(CoercedVariables variables, Cursors cursors, Pseudonyms pseudonyms, Instant at) {
        this.variables = variables;
        this.cursors = cursors;
        this.pseudonyms = pseudonyms;
        this.at = at;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    BoundEntry bind(Purpose purpose, CompiledEntry compiled) {
        var steps = compiled.steps().stream().map(this::step).toList();
        return new BoundEntry(
                compiled.cypher(),
                digests(compiled.entry()).map(digests -> parameters(compiled, steps, digests)),
                new Answers(compiled, purpose, cursors, steps));
    }

    private Map<String, Object> parameters(CompiledEntry compiled, List<BoundStep> steps, List<String> digests) {
        var parameters = new HashMap<String, Object>();
        parameters.put("digests", digests);
        parameters.put("at", EdgeProperties.time(at));
        for (var number = 0; number < steps.size(); number++) {
            // One more than the page, to know whether the list goes on.
            parameters.put(CompiledEntry.limit(number), steps.get(number).first() + 1);
            parameters.put(CompiledEntry.after(number), steps.get(number).after());
        }
        compiled.aged()
                .forEach(hop -> parameters.put(
                        CompiledEntry.oldest(hop),
                        at.atZone(ZoneOffset.UTC).minus(hop.guards().oldest().orElseThrow())));
        return parameters;
    }

    /** The digests to look up, or nothing where no identity of the namespace can have this value. */
    private Optional<List<String>> digests(Plan.Entry entry) {
        return value(entry.value()) instanceof String raw
                        && Normaliser.normalise(entry.namespace(), raw) instanceof Normalised.Value(var identity)
                ? Optional.of(pseudonyms.candidates(identity))
                : Optional.empty();
    }

    private BoundStep step(Plan.Step step) {
        return new BoundStep(first(step), after(step));
    }

    private int first(Plan.Step step) {
        if (value(step.first()) instanceof Integer first && first >= 1 && first <= LARGEST_PAGE) {
            return first;
        }
        fault(step, Fault.Code.ARGUMENT_INVALID, "Argument first must be a number from 1 to " + LARGEST_PAGE + ".");
        return 1;
    }

    private String after(Plan.Step step) {
        if (!(value(step.after()) instanceof String cursor)) {
            return "";
        }
        return cursors.position(step, cursor).orElseGet(() -> {
            fault(
                    step,
                    Fault.Code.CURSOR_INVALID,
                    "Argument after must be a cursor of this field, for this purpose; start without one.");
            return "";
        });
    }

    private void fault(Plan.Step step, Fault.Code code, String message) {
        faults.add(new Fault(code, message, step.hop().hop().coordinate(), step.location(), List.of()));
    }

    private @Nullable Object value(Plan.Input input) {
        return switch (input) {
            case Plan.Input.Given(var value) -> value;
            case Plan.Input.Variable(var name, var otherwise) ->
                variables.containsKey(name) ? variables.get(name) : otherwise;
        };
    }
}
