package org.amends.hub.recovery;

import java.time.Instant;
import java.util.Optional;
import org.amends.hub.staff.Staff;

/** Where a case stands: new, taken, closed. Only a guest who takes back what they said, and says it again, goes back. */
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

    /**
     * The guest had meant something else, and nobody had taken it yet.
     *
     * @param at when
     */
    record Withdrawn(Instant at) implements CaseState {
    }
}
