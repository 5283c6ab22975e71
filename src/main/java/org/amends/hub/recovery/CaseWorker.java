package org.amends.hub.recovery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.amends.hub.intake.Ledger;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.hub.storage.Tx;

/**
 * Follows the ledger and opens cases. Cases, their changes and the cursor are committed together, so that after a kill at
 * any moment the next start goes on exactly where this one was; the bell only says when it is worth looking.
 */
public final class CaseWorker implements AutoCloseable {

    /** Its cursor in the ledger. */
    public static final String STEP = "cases";
    /** Small, so that a long catch-up lets others write in between. */
    private static final int AT_A_TIME = 500;
    private static final Duration LOOKS_UNASKED = Duration.ofSeconds(5);

    private final Database database;
    private final Ledger ledger;
    private final SealedEntries sealed;
    private final Rules rules;
    private final Clock clock;
    private final Bell changes;
    private final Follower follower;
    private RuleBook known;
    private long revision;

    /**
     * @param sealed  opens what terminals sealed
     * @param rules   what opens a case
     * @param clock   in the zone of the venue
     * @param entries rung when the ledger has more
     * @param changes to be rung when cases have changed
     */
    public CaseWorker(Database database, Ledger ledger, SealedEntries sealed, Rules rules, Clock clock, Bell entries,
            Bell changes) {
        this.database = database;
        this.ledger = ledger;
        this.sealed = sealed;
        this.rules = rules;
        this.clock = clock;
        this.changes = changes;
        follower = new Follower("cases", entries, "cases could not be brought up to date", () -> {
            catchUp();
            return LOOKS_UNASKED;
        });
    }

    /** Begins to follow, first with what happened while nobody did. */
    public CaseWorker start() {
        follower.start();
        return this;
    }

    /** Finishes the entries in hand, then stops. */
    @Override
    public void close() {
        follower.close();
    }

    /**
     * Deals with everything that is in the ledger now.
     *
     * @return how many entries that concerned
     */
    int catchUp() {
        int all = 0;
        int some;
        do {
            // Read and understood before the one writer is taken, which terminals wait for. Nobody else moves this cursor.
            long from = database.read(tx -> Cursors.at(tx, STEP));
            RuleBook book = database.read(this::inForce);
            Ledger.Stretch next = database.read(tx -> ledger.after(tx, from, book.highestScore(), AT_A_TIME));
            some = next.entries().size();
            CaseRules meaning = new CaseRules(ledger, sealed, book, clock.getZone());
            List<CaseRules.Matter> matters = next.entries().stream().flatMap(kept -> meaning.matter(kept).stream())
                    .toList();
            if (next.end() > from) {
                database.change(tx -> {
                    matters.forEach(matter -> meaning.apply(tx, matter));
                    Cursors.move(tx, STEP, next.end());
                });
            }
            if (!matters.isEmpty()) {
                changes.ring();
            }
            all += some;
        } while (some == AT_A_TIME && !follower.isClosing());
        return all;
    }

    /** Made ready once for each revision: words are compared in a form that takes a moment to make. */
    private RuleBook inForce(Tx tx) {
        long now = rules.revision(tx);
        if (known == null || revision != now) {
            Rules.Listing all = rules.all(tx);
            known = new RuleBook(all.rules(), all.tags());
            revision = now;
        }
        return known;
    }
}
