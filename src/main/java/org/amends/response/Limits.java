package org.amends.response;

import java.util.List;
import java.util.regex.Pattern;

/** What the parts of an entry may hold; the same on both sides of the wire. */
final class Limits {

    static final int ID = 64;
    static final int LABEL = 200;
    static final int COMMENT = 2000;
    /** RFC 5321 allows no longer e-mail address. */
    static final int ADDRESS = 254;
    static final List<String> CONTACT_BY = List.of("email", "phone");
    static final int MOST_CONSENTS = 10;
    /** What may travel sealed. */
    static final List<String> SEALED = List.of("comment", "contact", "card", Content.StaffStep.SEALED_AS);
    /** SHA-256 in base64url. */
    static final int DIGEST = 43;
    /** The least that HPKE makes of anything: a key and a mark of 48 bytes. */
    static final int SHORTEST_BOX = 64;
    /** The longest comment, each character written as an escape of 6 bytes, sealed and in base64, with room. */
    static final int BOX = 20_000;

    /** ISO 14443 knows 4, 7 and 10 bytes. */
    private static final Pattern UID = Pattern.compile("([0-9A-F]{2}){4,10}");
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");

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

    static void oneOf(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(name + " must be one of " + String.join(", ", allowed));
        }
    }

    static void base64(String name, String value, int shortest, int longest) {
        text(name, value, longest);
        if (value.length() < shortest || !BASE64URL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + " must have " + shortest + " to " + longest + " characters of base64url without padding");
        }
    }

    /** A number of hexadecimal digits tells nothing of the UID, its text would. */
    static void uid(String name, String value) {
        if (value == null || !UID.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must have 8 to 20 hexadecimal digits, two for each byte");
        }
    }

    static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
