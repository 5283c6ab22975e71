package org.amends.hub.intake;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final Logger LOG = System.getLogger(Ledger.class.getName());

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

    /**
     * Begins a new epoch if this database was taken from a back-up, so that terminals send again what came after it.
     *
     * @param now by the hub's clock
     */
    public void noticeRestoration(Tx tx, Instant now) {
        store.restored(tx, now).ifPresent(mark -> LOG.log(Level.WARNING, "this hub was restored from a back-up that ends at"
                + " ledger position {0}; terminals are asked for what came after it", mark));
    }

    /** Marks a copy of a hub's database as a back-up; the hub itself is none. */
    public void markAsBackUp(Tx copy, Instant now) {
        store.markAsBackUp(copy, now);
    }

    /** Every story as it was noted when its batches came, in order. */
    List<StoryProof.Told> told(Tx tx) {
        return store.told(tx, Optional.empty());
    }

    /** Proves every story, or those that one terminal tells, entry by entry: some seconds for a million. */
    public List<StoryProof> prove(Tx tx, Optional<String> terminal) {
        return store.told(tx, terminal).stream().map(told -> {
            StoryProof.Check check = new StoryProof.Check(told);
            store.eachOf(tx, told.number(), check);
            return check.proof();
        }).toList();
    }

    /** The next entries behind a position, oldest first, at most so many. */
    public List<Kept> after(Tx tx, long position, int most) {
        return store.after(tx, position, most);
    }

    /**
     * A stretch of the ledger.
     *
     * @param entries those asked for, oldest first
     * @param end     where to go on behind: there is nothing more to be asked for up to here
     */
    public record Stretch(List<Kept> entries, long end) {
    }

    /**
     * What comes behind a position but for the ratings above a score, which are most of all.
     *
     * @param most how many entries at most; as many mean that there may be more
     */
    public Stretch after(Tx tx, long position, int highestScore, int most) {
        long last = store.last(tx);
        List<Kept> entries = store.after(tx, position, last, highestScore, most);
        return new Stretch(entries, entries.size() < most ? Math.max(position, last) : entries.getLast().position());
    }

    /** Who entered a response, if staff did. */
    public Optional<Desk.Heard> heard(Tx tx, UUID response) {
        return store.heard(tx, response);
    }

    /** Ratings and corrections behind a position, oldest first, at most so many. */
    public List<Kept> facesAfter(Tx tx, long position, int most) {
        return store.facesAfter(tx, position, most);
    }

    /** What may be an address that a guest left, open or sealed, and not erased, behind a position, oldest first. */
    public List<Kept> contactsAfter(Tx tx, long position, int most) {
        return store.contactsAfter(tx, position, most);
    }

    /** The last position that there is; 0 if there is none. */
    public long last(Tx tx) {
        return store.last(tx);
    }

    /** The last position of what came before a moment; 0 if nothing did. Looks at few rows, as they lie in order of arrival. */
    public long before(Tx tx, Instant moment) {
        long low = 0;
        long high = store.last(tx);
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            LedgerStore.Arrival arrival = store.arrival(tx, middle).orElseThrow();
            if (arrival.at().isBefore(moment)) {
                low = arrival.position();
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * What was said in a stretch of the ledger: ratings up to a score, and other contents of some kinds, newest first.
     *
     * @param after exclusive
     * @param last  inclusive; at most some ten thousand further on, as all of it is held at once
     * @param kinds such as {@code comment}, {@code somebody-now}
     */
    public List<Kept> within(Tx tx, long after, long last, int highestScore, Set<String> kinds) {
        return store.within(tx, after, last, highestScore, kinds);
    }

    /** The entries of one response that came before a position, oldest first. */
    public List<Kept> ofResponse(Tx tx, UUID response, long before) {
        return store.ofResponse(tx, response, before);
    }

    /**
     * Erases what of a response tells of its guest: words, how to reach them, and what leads back to them, sealed or not. Each
     * entry keeps its place and the digest that the chain goes on from, so that the story can be proved as before; ratings and
     * choices stay. From then on nothing of the kind is kept of that response, however late or often it comes.
     *
     * @param now by the hub's clock
     */
    public void erase(Tx tx, UUID response, Instant now) {
        store.erase(tx, response, now);
    }

    /** Erases one entry likewise, and nothing that may come. */
    public void erase(Tx tx, Kept kept) {
        store.erase(tx, kept);
    }

    /** Whether a response was erased. */
    public boolean isErased(Tx tx, UUID response) {
        return store.isErased(tx, response);
    }

    /** Whether what was read at a position is still there, for who read it before the transaction in which they use it. */
    public boolean stillHas(Tx tx, Kept kept) {
        return store.hasBody(tx, kept.position());
    }

    /** When an entry came, by the hub's clock; empty if it never did. */
    public Optional<Instant> receivedAt(Tx tx, UUID entry) {
        return store.receivedAt(tx, entry);
    }

    /** The id of the terminal that a response was given at; empty if there is nothing of that response. */
    public Optional<String> terminalOf(Tx tx, UUID response) {
        return store.terminalOf(tx, response);
    }
}
