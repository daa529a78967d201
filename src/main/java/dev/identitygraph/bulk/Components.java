package dev.identitygraph.bulk;

import java.util.Arrays;

/**
 * Which nodes hang together by links. A node goes by half of its pseudonym; should two share it, their components are
 * one, which makes a part of the work larger and no result another. It holds 22 to 43 bytes a node, and half as many
 * more while it grows.
 */
final class Components {
    private static final double LOAD = 0.6;
    private static final int FIRST_CAPACITY = 1 << 16;

    private long[] keys = new long[FIRST_CAPACITY];
    /** How many link ends a node has; then the place of another node of its component, which is higher by one. */
    private int[] values = new int[FIRST_CAPACITY];

    private boolean[] used = new boolean[FIRST_CAPACITY];
    private int size;

    /** The place of a key, or of where it would be. */
    private int place(long key) {
        var mask = keys.length - 1;
        var place = (int) key & mask;
        while (used[place] && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** Counts an end of a link. */
    void count(long key) {
        var place = place(key);
        if (!used[place]) {
            if (size + 1 > keys.length * LOAD) {
                grow();
                place = place(key);
            }
            used[place] = true;
            keys[place] = key;
            size++;
        }
        if (values[place] < Integer.MAX_VALUE) {
            values[place]++;
        }
    }

    /** How many ends of links were counted. */
    int counted(long key) {
        var place = place(key);
        return used[place] ? values[place] : 0;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        var oldUsed = used;
        keys = new long[oldKeys.length * 2];
        values = new int[keys.length];
        used = new boolean[keys.length];
        for (var i = 0; i < oldKeys.length; i++) {
            if (oldUsed[i]) {
                var place = place(oldKeys[i]);
                used[place] = true;
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }

    /** Ends counting, after which every node is a component of its own. */
    void counted() {
        Arrays.setAll(values, place -> place);
    }

    /** Makes the components of two nodes that were counted one. */
    void join(long one, long other) {
        values[root(place(other))] = root(place(one));
    }

    private int root(int place) {
        var root = place;
        while (values[root] != root) {
            // Halves the way for those who come after.
            values[root] = values[values[root]];
            root = values[root];
        }
        return root;
    }

    /** Ends joining. After that, several threads may ask. */
    void joined() {
        Arrays.setAll(values, this::root);
    }

    /** The key of the node that stands for a node's component. */
    long of(long key) {
        var place = place(key);
        return used[place] ? keys[values[place]] : key;
    }
}
