package org.amends.hub.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.storage.Tx;
import org.amends.response.Entry;
import org.amends.wire.Wire;

/**
 * Everything that any terminal ever had a receipt for, in order of arrival, for steps that follow it behind a cursor.
 *
 * <p>Positions are committed in their order because there is one writer. A database with several needs another order
 * here: behind a plain serial number a cursor would pass by rows that commit late.
 */
public final class Ledger {

    private final LedgerStore store = new LedgerStore();

    /**
     * One entry.
     *
     * @param position    its place; higher is later
     * @param receivedAt  by the hub's clock
     * @param happenedAt  when the guest really said it, by the hub's clock, as far as that can be worked out
     * @param uncertainty of {@code happenedAt}, either way; empty where it is not known
     * @param body        the text that travelled
     */
    public record Kept(long position, Instant receivedAt, Instant happenedAt, Optional<Duration> uncertainty, String body) {

        /**
         * What it says.
         *
         * @throws IllegalArgumentException if this program cannot read it
         */
        public Entry entry() {
            return Wire.entry(body);
        }
    }

    /** The next entries behind a position, oldest first, at most so many. */
    public List<Kept> after(Tx tx, long position, int most) {
        return store.after(tx, position, most);
    }

    /** The entries of one response that came before a position, oldest first. */
    public List<Kept> ofResponse(Tx tx, UUID response, long before) {
        return store.ofResponse(tx, response, before);
    }
}
