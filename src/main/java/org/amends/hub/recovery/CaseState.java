package org.amends.hub.recovery;

import java.time.Instant;
import java.util.Optional;
import org.amends.hub.staff.Staff;

/**
 * Where a case stands: new, taken, closed or merged into another. It goes back only by its guest: by one who
 * takes back what they said and says it again, and by one who is asked after the closing and is not content.
 */
public sealed interface CaseState {

    /** Whether nobody has anything to do for it any more. */
    default boolean isOver() {
        return !(this instanceof New || this instanceof Taken);
    }

    /** Nobody has it yet. */
    record New() implements CaseState {
    }

    /**
     * Somebody is on it.
     *
     * @param by who
     * @param at since when
     */
    record Taken(Staff by, Instant at) implements CaseState {
    }

    /**
     * It is done.
     *
     * @param by   who closed it
     * @param at   when
     * @param note what was done, in their words
     * @param cause  what had gone wrong, by the name in {@link ClosingLists}; empty in cases from before there were such lists
     * @param action what was done, likewise
     * @param outcome what became of asking the guest again, likewise
     */
    record Closed(Staff by, Instant at, Optional<String> note, Optional<String> cause, Optional<String> action,
            Optional<FollowUp.Outcome> outcome) implements CaseState {
    }

    /**
     * It is closed, as another case of its guest goes on in its place.
     *
     * @param by   who merged them
     * @param into the number of the other
     */
    record Merged(Staff by, Instant at, long into) implements CaseState {
    }

    /**
     * The guest had meant something else, and nobody had taken it yet.
     *
     * @param at when
     */
    record Withdrawn(Instant at) implements CaseState {
    }
}
