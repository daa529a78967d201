package dev.identitygraph.privacy;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * What was done to some subjects' consent by many at once, and what was seen of it. It holds if every sight can be
 * explained by an order of the operations in which each takes place between its start and its end.
 */
final class ConsentHistory {
    /** What was done, or seen. */
    enum Act {
        GRANTED,
        WITHDRAWN,
        SEEN_OPEN,
        SEEN_CLOSED
    }

    /** An operation, from when it was asked for to when its answer was there, by one clock. */
    record Operation(String subject, Act act, long start, long end) {
        boolean isOverBefore(Operation other) {
            return end < other.start;
        }
    }

    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    void add(Operation operation) {
        operations.add(operation);
    }

    int size() {
        return operations.size();
    }

    Collection<Operation> all() {
        return operations;
    }

    /** The sights that no order explains. Every subject has granted before the first operation. */
    List<Operation> violations() {
        var bySubject = operations.stream().collect(Collectors.groupingBy(Operation::subject));
        return bySubject.values().stream()
                .flatMap(ofOne -> ofOne.stream().filter(sight -> switch (sight.act()) {
                    case SEEN_OPEN -> isContradicted(sight, Act.WITHDRAWN, Act.GRANTED, ofOne);
                    case SEEN_CLOSED ->
                        isContradicted(sight, Act.GRANTED, Act.WITHDRAWN, ofOne)
                                || ofOne.stream()
                                        .noneMatch(other -> other.act() == Act.WITHDRAWN && !sight.isOverBefore(other));
                    case GRANTED, WITHDRAWN -> false;
                }))
                .toList();
    }

    /** Whether an act was over before the sight, and no act of the other kind can have come between. */
    private static boolean isContradicted(Operation sight, Act act, Act lifting, List<Operation> ofOne) {
        return ofOne.stream()
                .filter(done -> done.act() == act && done.isOverBefore(sight))
                .anyMatch(done -> ofOne.stream()
                        .noneMatch(lift ->
                                lift.act() == lifting && !lift.isOverBefore(done) && !sight.isOverBefore(lift)));
    }
}
