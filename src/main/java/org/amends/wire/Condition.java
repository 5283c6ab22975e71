package org.amends.wire;

import java.util.List;
import org.amends.response.Uptime;

/**
 * What is wrong with a terminal that staff should know of. It replaces whatever the terminal said before; nothing wrong is an
 * empty list.
 *
 * @param troubles up to {@link #MOST}, of different kinds
 */
public record Condition(List<Trouble> troubles) {

    /** What guests say cannot be saved. */
    public static final String CANNOT_SAVE = "cannot-save";
    /** What begins the kinds that tell how full the outbox is: {@code outbox-low}, {@code outbox-tight}, {@code outbox-full}. */
    public static final String OUTBOX = "outbox-";
    /** A file could not go on and lies set aside. */
    public static final String OUTBOX_DAMAGED = "outbox-damaged";
    /** Entries are kept on the terminal that the hub does not take. */
    public static final String ENTRIES_SET_ASIDE = "entries-set-aside";
    /** Buttons, lights or card readers of the terminal do not work. */
    public static final String DEVICES_OUT_OF_ORDER = "devices-out-of-order";

    /** The most troubles at a time. */
    public static final int MOST = 10;
    private static final int LONGEST_KIND = 40;
    private static final int LONGEST_WORDS = 200;

    /**
     * @throws IllegalArgumentException naming what is out of its limits
     */
    public Condition {
        troubles = troubles == null ? List.of() : List.copyOf(troubles);
        if (troubles.size() > MOST || troubles.stream().map(Trouble::kind).distinct().count() < troubles.size()) {
            throw new IllegalArgumentException("troubles must be up to " + MOST + " of different kinds");
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param kind    a name that programs may act on: 1 to 40 letters a to z and hyphens
     * @param lasting for how long it has been so, in milliseconds: a terminal's clock on the wall may be years off
     * @param words   for staff, 1 to 200 characters
     */
    public record Trouble(String kind, long lasting, String words) {

        /**
         * @throws IllegalArgumentException naming what is out of its limits
         */
        public Trouble {
            if (kind == null || !kind.matches("[a-z-]{1," + LONGEST_KIND + "}")) {
                throw new IllegalArgumentException("kind must be 1 to " + LONGEST_KIND + " letters a to z and hyphens");
            }
            if (lasting < 0 || lasting > Uptime.LONGEST) {
                throw new IllegalArgumentException("lasting must be from 0 to " + Uptime.LONGEST + ", not " + lasting);
            }
            if (words == null || words.isBlank() || words.length() > LONGEST_WORDS) {
                throw new IllegalArgumentException("words must have 1 to " + LONGEST_WORDS + " characters");
            }
        }

        /** With words that are cut to what fits. */
        public static Trouble of(String kind, long lasting, String words) {
            return new Trouble(kind, lasting, words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS));
        }
    }
}
