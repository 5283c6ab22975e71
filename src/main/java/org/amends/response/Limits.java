package org.amends.response;

/** What the parts of an entry may hold; the same on both sides of the wire. */
final class Limits {

    static final int ID = 64;
    static final int LABEL = 200;
    static final int COMMENT = 2000;

    private Limits() {
    }

    static void text(String name, String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(name + " must have 1 to " + longest + " characters, not "
                    + (value == null ? "none" : value.isBlank() ? "only white space" : value.length()));
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " must not hold the character U+0000");
        }
        if (value.codePoints().anyMatch(Limits::isHalf)) {
            throw new IllegalArgumentException(name + " must not hold half of a surrogate pair");
        }
    }

    /** Where a pair is whole, its code point is another. What is half cannot be written as UTF-8: it would change on the way. */
    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
