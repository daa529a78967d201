package dev.identitygraph.source;

/** Tells whether a record of a CSV file goes on in the next line, since a quote is open. */
final class Quotes {
    private enum State {
        START,
        PLAIN,
        QUOTED,
        CLOSED,
        BROKEN
    }

    private State state = State.START;

    /** Takes a further line of the record, and says whether a quote is open after it. */
    boolean areOpenAfter(String line) {
        for (var i = 0; i < line.length(); i++) {
            take(line.charAt(i));
        }
        return areOpen();
    }

    /** Takes a further character of the record. The end of a line is none. */
    void take(char next) {
        state = switch (state) {
            case START -> next == '"' ? State.QUOTED : next == ',' ? State.START : State.PLAIN;
            case PLAIN -> next == ',' ? State.START : State.PLAIN;
            case QUOTED -> next == '"' ? State.CLOSED : State.QUOTED;
            // A quote that stands twice is one of the text.
            case CLOSED -> next == '"' ? State.QUOTED : next == ',' ? State.START : State.BROKEN;
            case BROKEN -> State.BROKEN;
        };
    }

    boolean areOpen() {
        return state == State.QUOTED;
    }

    /** Whether a closing quote is followed by other text than the end of its cell. */
    boolean areBroken() {
        return state == State.BROKEN;
    }
}
