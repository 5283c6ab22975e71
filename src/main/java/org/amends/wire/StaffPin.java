package org.amends.wire;

import java.util.regex.Pattern;

/** How a terminal learns who stands before it without a badge: they type their PIN, and the hub says whose it is. */
public final class StaffPin {

    /** So many digits has a PIN. */
    public static final int DIGITS = 8;

    private static final Pattern FORM = Pattern.compile("[0-9]{" + DIGITS + "}");

    private static final Pattern BADGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int LONGEST_NAME = 80;

    private StaffPin() {
    }

    /**
     * What the terminal asks.
     *
     * @param pin as typed, {@link #DIGITS} digits
     */
    public record Question(String pin) {

        /**
         * @throws IllegalArgumentException if it is no PIN; the message does not hold it
         */
        public Question {
            if (pin == null || !FORM.matcher(pin).matches()) {
                throw new IllegalArgumentException("pin must be " + DIGITS + " digits");
            }
        }

        /** Without the PIN, which must never reach a log. */
        @Override
        public String toString() {
            return "Question[pin=***]";
        }
    }

    /**
     * Whose it is.
     *
     * @param name  what colleagues read, 1 to 80 characters
     * @param badge what the terminal says in place of the digest of a badge, in the same form
     */
    public record Holder(String name, String badge) {

        /**
         * @throws IllegalArgumentException naming what is out of its limits
         */
        public Holder {
            if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
                throw new IllegalArgumentException("name must have 1 to " + LONGEST_NAME + " characters");
            }
            if (badge == null || !BADGE.matcher(badge).matches()) {
                throw new IllegalArgumentException("badge must be 43 characters of base64url");
            }
        }

        /** Without what the hub takes somebody for its holder by. */
        @Override
        public String toString() {
            return "Holder[name=" + name + "]";
        }
    }
}
