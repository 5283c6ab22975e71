package org.amends.hub.duty;

import java.time.Instant;
import java.util.List;

/**
 * When somebody is left in peace.
 *
 * @param hours        the quiet times
 * @param urgentPasses whether what is urgent comes through all the same
 */
public record Quiet(Hours hours, boolean urgentPasses) {

    /** No row of quiet times can push a message off further than that. */
    private static final int MOST_TURNS = 20;

    /** The first moment that lies in none of some quiet times. */
    static Instant after(Instant moment, List<Quiet> quiet) {
        Instant free = moment;
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            Instant before = free;
            for (Quiet one : quiet) {
                free = one.hours.closes(free).orElse(free);
            }
            if (free.equals(before)) {
                break;
            }
        }
        return free;
    }
}
