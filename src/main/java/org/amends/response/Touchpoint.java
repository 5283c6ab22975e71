package org.amends.response;

/**
 * A place where guests are asked, by the names that staff use.
 *
 * @param site such as "Harbour Hotel", 1 to 80 characters
 * @param name such as "Reception" or "Table 7", 1 to 80 characters
 */
public record Touchpoint(String site, String name) {

    /** The longest name, in characters: it must fit a row on a phone. */
    public static final int LONGEST_NAME = 80;

    public Touchpoint {
        Limits.text("site", site, LONGEST_NAME);
        Limits.text("touchpoint", name, LONGEST_NAME);
    }
}
