package dev.identitygraph.ingest;

/** Tells whether a record of a CSV file goes on in the next line, since a quote is open. */
final class Quotes {
    private enum State {
        START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private State state = State.START;

    /** Whether a quote is open after this further line of the record. */
    boolean areOpenAfter(String line) {
        for (var i = 0; i < line.length(); i++) {
            state = after(line.charAt(i));
        }
        if (state != State.QUOTED) {
            state = State.START;
        }
        return state == State.QUOTED;
    }

    private State after(char next) {
        return switch (state) {
            case START -> next == '"' ? State.QUOTED : next == ',' ? State.START : State.PLAIN;
            case PLAIN -> next == ',' ? State.START : State.PLAIN;
            case QUOTED -> next == '"' ? State.CLOSED : State.QUOTED;
            // A quote that stands twice is one of the text.
            case CLOSED -> next == '"' ? State.QUOTED : next == ',' ? State.START : State.PLAIN;
        };
    }
}
