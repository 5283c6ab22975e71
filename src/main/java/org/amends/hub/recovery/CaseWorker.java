package org.amends.hub.recovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.amends.hub.intake.Ledger;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;

/**
 * Follows the ledger and opens cases. Cases, their changes and the cursor are committed together, so that after a kill at
 * any moment the next start goes on exactly where this one was; the bell only says when it is worth looking.
 */
public final class CaseWorker implements AutoCloseable {

    private static final Logger LOG = System.getLogger(CaseWorker.class.getName());
    private static final String STEP = "cases";
    /** Small, so that a long catch-up lets others write in between. */
    private static final int AT_A_TIME = 500;
    /** After a failure, and in case a ring was lost: how long until it looks unasked. */
    private static final Duration LOOKS_UNASKED = Duration.ofSeconds(5);

    private final Database database;
    private final Ledger ledger;
    private final CaseRules rules;
    private final int negativeScoreAtMost;
    private final Bell entries;
    private final Bell changes;
    private final Thread thread = Thread.ofPlatform().name("cases").unstarted(this::run);
    private volatile boolean closing;

    /**
     * @param sealed              opens what terminals sealed
     * @param negativeScoreAtMost a rating opens a case when its score is no higher
     * @param entries             rung when the ledger has more
     * @param changes             to be rung when cases have changed
     */
    public CaseWorker(Database database, Ledger ledger, SealedEntries sealed, int negativeScoreAtMost, Bell entries,
            Bell changes) {
        this.database = database;
        this.ledger = ledger;
        this.rules = new CaseRules(ledger, sealed, negativeScoreAtMost);
        this.negativeScoreAtMost = negativeScoreAtMost;
        this.entries = entries;
        this.changes = changes;
    }

    /** Begins to follow, first with what happened while nobody did. */
    public CaseWorker start() {
        thread.start();
        return this;
    }

    /** Finishes the entries in hand, then stops. */
    @Override
    public void close() {
        closing = true;
        entries.ring();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
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
            Ledger.Stretch next = database.read(tx -> ledger.after(tx, from, negativeScoreAtMost, AT_A_TIME));
            some = next.entries().size();
            List<CaseRules.Matter> matters = next.entries().stream().flatMap(kept -> rules.matter(kept).stream()).toList();
            if (next.end() > from) {
                database.change(tx -> {
                    matters.forEach(matter -> rules.apply(tx, matter));
                    Cursors.move(tx, STEP, next.end());
                });
            }
            if (!matters.isEmpty()) {
                changes.ring();
            }
            all += some;
        } while (some == AT_A_TIME && !closing);
        return all;
    }

    private void run() {
        try {
            while (!closing) {
                long counted = entries.rings();
                try {
                    catchUp();
                } catch (RuntimeException failure) {
                    // Nothing was committed, so nothing is lost: it is tried again from the same place.
                    LOG.log(Level.ERROR, "cases could not be brought up to date; trying again", failure);
                    counted = entries.rings();
                }
                if (!closing) {
                    entries.await(counted, LOOKS_UNASKED);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
