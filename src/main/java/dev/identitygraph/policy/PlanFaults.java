package dev.identitygraph.policy;

import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what the policy denies in an operation, in the order of the document. */
final class PlanFaults {
    private final ExecutableNormalizedOperation operation;
    private final List<Fault> faults = new ArrayList<>();

    PlanFaults(ExecutableNormalizedOperation operation) {
        this.operation = operation;
    }

    List<Fault> all() {
        return List.copyOf(faults);
    }

    void add(Fault.Code code, String message, ExecutableNormalizedField field, List<String> permitted) {
        add(code, message, Fields.coordinate(field), field, permitted);
    }

    /**
     * Adds a fault.
     *
     * @param coordinate that of the field, where several types have it
     * @param permitted what the policy permits at that place
     */
    void add(
            Fault.Code code,
            String message,
            String coordinate,
            ExecutableNormalizedField field,
            List<String> permitted) {
        faults.add(new Fault(code, message, coordinate, Location.of(operation, field), permitted));
    }

    void addAll(Collection<Fault> others) {
        faults.addAll(others);
    }
}
