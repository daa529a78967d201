package dev.identitygraph.source;

/** Where the values go that were not taken. */
public interface Rejects {
    /** For those who want their number only. */
    Rejects NONE = new Rejects() {
        @Override
        public void add(Rejection rejection) {
            // Its number is in the totals.
        }

        @Override
        public void flush() {
            // Nothing was kept.
        }
    };

    /** Takes a value that was not taken. */
    void add(Rejection rejection);

    /** Sees to it that what was added outlives the process: what it belongs to is about to be committed. */
    void flush();
}
