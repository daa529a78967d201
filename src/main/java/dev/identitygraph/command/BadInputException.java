package dev.identitygraph.command;

/** An input that a command cannot work on. The message says what is wrong and what would be right. */
final class BadInputException extends RuntimeException {
    BadInputException(String message) {
        super(message);
    }
}
