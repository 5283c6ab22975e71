package org.amends.hub.recovery;

import java.time.Instant;
import java.util.Optional;
import org.amends.hub.staff.Staff;

/** Where a case stands. It only ever goes on: new, taken, closed. */
public sealed interface CaseState {

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
     */
    record Closed(Staff by, Instant at, Optional<String> note) implements CaseState {
    }
}
