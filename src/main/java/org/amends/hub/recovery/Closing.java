package org.amends.hub.recovery;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a case came to be and what was done about it, as whoever closes it says.
 *
 * @param cause  what had gone wrong, the name of one of {@link ClosingLists#causes}
 * @param action what was done, the name of one of {@link ClosingLists#actions}
 * @param note   the same in their own words, up to {@link Cases#LONGEST_NOTE} characters
 */
public record Closing(String cause, String action, Optional<String> note) {

    /** What the names of causes and actions look like. */
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /**
     * @throws IllegalArgumentException if a name cannot be one, or the note is too long
     */
    public Closing {
        if (!NAME.matcher(cause).matches() || !NAME.matcher(action).matches()) {
            throw new IllegalArgumentException("a cause and an action have 1 to 40 of a-z, 0-9 and -");
        }
        if (note.filter(words -> words.length() > Cases.LONGEST_NOTE).isPresent()) {
            throw new IllegalArgumentException("a note has at most " + Cases.LONGEST_NOTE + " characters");
        }
    }
}
