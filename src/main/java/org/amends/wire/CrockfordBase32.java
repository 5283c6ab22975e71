package org.amends.wire;

import java.util.Locale;
import java.util.Optional;

/**
 * The characters of codes that people read, say and type: Crockford's base 32, five bits each, without the letters that are
 * read as another, and U.
 */
public final class CrockfordBase32 {

    /** The characters, by their value from 0 to 31. */
    public static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUP = 4;
    /** A code comes with the rest of an address at times; nothing longer than that can be one. */
    private static final int LONGEST_TYPED = 100;

    private CrockfordBase32() {
    }

    /**
     * A code as somebody typed it: case, spaces and hyphens do not matter, nor O for 0 and I or L for 1. Empty if it can be
     * none of that length.
     */
    public static Optional<String> read(String typed, int length) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String plain = typed.replaceAll("[\\s\\p{Pd}]", "").toUpperCase(Locale.ROOT).replace('O', '0').replace('I', '1')
                .replace('L', '1');
        return Optional.of(plain)
                .filter(code -> code.length() == length && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0));
    }

    /** In groups of four, for people: {@code K7QM-2XRB-9FTD}. */
    public static String grouped(String plain) {
        return String.join("-", plain.split("(?<=\\G.{" + GROUP + "})"));
    }
}
