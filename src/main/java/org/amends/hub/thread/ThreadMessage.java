package org.amends.hub.thread;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.staff.Staff;

/**
 * What one of the two sides wrote.
 *
 * @param caseId  on which case; of merged cases it may be one that was merged
 * @param who     which member of staff; empty for a guest, and for what the hub itself says
 * @param words   1 to {@link Threads#LONGEST} characters
 * @param letter  what the outbound queue knows it by, if it goes out by e-mail, too
 * @param settled whether somebody answered it, or said that they have read it; always true of what staff wrote
 */
public record ThreadMessage(long id, long caseId, Instant at, Author author, Optional<Staff> who, String words,
        Optional<UUID> letter, boolean settled) {

    /** Which side. */
    public enum Author {
        GUEST, STAFF
    }

    /** Without the words, which must never reach a log. */
    @Override
    public String toString() {
        return "ThreadMessage[" + id + ", " + author + "]";
    }
}
