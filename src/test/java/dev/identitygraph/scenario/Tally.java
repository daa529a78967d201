package dev.identitygraph.scenario;

import java.util.Map;
import java.util.TreeMap;

/** Counts of what the random cases were like, so that a property is not held by cases that say nothing. */
final class Tally {
    private final Map<String, Integer> counts = new TreeMap<>();

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    double share(String what) {
        return (double) counts.getOrDefault(what, 0)
                / counts.values().stream().mapToInt(i -> i).sum();
    }

    void print() {
        System.out.println("  " + counts);
    }
}
