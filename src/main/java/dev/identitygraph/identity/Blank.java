package dev.identitygraph.identity;

/** What people do not see in a text: whoever reads two texts that differ in such a character takes them for one. */
final class Blank {
    private Blank() {}

    static boolean is(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || hasNoWidth(character);
    }

    static boolean hasNoWidth(int character) {
        return Character.getType(character) == Character.FORMAT;
    }
}
