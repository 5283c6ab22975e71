package org.amends.hub.thread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.hub.intake.Ledger;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.response.Content;
import org.amends.response.Entry;

/**
 * Follows the ledger for the codes that terminals gave to guests, be there a case or not, and lets go of those whose time is
 * over. Links and the cursor are committed together.
 */
public final class CodeWorker implements AutoCloseable {

    private static final Logger LOG = System.getLogger(CodeWorker.class.getName());
    static final String STEP = "guest-codes";
    private static final int AT_A_TIME = 500;
    private static final Duration LOOKS_UNASKED = Duration.ofSeconds(5);
    private static final Duration FORGETS_EVERY = Duration.ofHours(1);
    /** No rating is asked for: they carry no code, and are most of all entries. */
    private static final int NO_RATINGS = 0;

    private final Database database;
    private final Clock clock;
    private final Ledger ledger;
    private final Duration linksFor;
    private final ThreadStore store = new ThreadStore();
    private final Follower follower;
    private Instant forgets = Instant.MIN;
    /** How far it has looked, and how far that is noted. */
    private long seen = -1;
    private long kept;

    /**
     * @param entries  rung when the ledger has more
     * @param linksFor how long a link leads to the guest's page after the last word from anybody
     */
    public CodeWorker(Database database, Clock clock, Ledger ledger, Bell entries, Duration linksFor) {
        this.database = database;
        this.clock = clock;
        this.ledger = ledger;
        this.linksFor = linksFor;
        follower = new Follower("guest-codes", entries, "guests' codes could not be brought up to date", () -> {
            catchUp();
            forget();
            return LOOKS_UNASKED;
        });
    }

    /** Begins to follow, first with what happened while nobody did. */
    public CodeWorker start() {
        follower.start();
        return this;
    }

    /** Finishes the entries in hand, then stops. */
    @Override
    public void close() {
        follower.close();
    }

    private void catchUp() {
        int some;
        if (seen < 0) {
            kept = database.read(tx -> Cursors.at(tx, STEP));
            seen = kept;
        }
        do {
            long from = seen;
            Ledger.Stretch next = database.read(tx -> ledger.after(tx, from, NO_RATINGS, AT_A_TIME));
            some = next.entries().size();
            List<GuestLink> links = next.entries().stream().flatMap(this::link).toList();
            // Where there is none the place is noted from time to time only: terminals wait for the one writer.
            if (!links.isEmpty() || next.end() - kept >= AT_A_TIME) {
                Instant now = clock.instant();
                database.change(tx -> {
                    links.forEach(link -> store.link(tx, link, now));
                    Cursors.move(tx, STEP, next.end());
                });
                kept = next.end();
            }
            seen = next.end();
        } while (some == AT_A_TIME && !follower.isClosing());
    }

    private Stream<GuestLink> link(Ledger.Kept kept) {
        return readable(kept).stream().flatMap(entry -> entry.content() instanceof Content.RecoveryToken token
                ? Stream.of(new GuestLink(token.digest(), entry.response(), entry.language(), entry.touchpoint().site(),
                        kept.receivedAt().plus(linksFor)))
                : Stream.empty());
    }

    /** One entry that cannot be read must not hold up all that came after it. */
    private static Optional<Entry> readable(Ledger.Kept kept) {
        try {
            return Optional.of(kept.entry());
        } catch (IllegalArgumentException unreadable) {
            LOG.log(Level.ERROR, "the entry at ledger position {0} cannot be read and gives no code", kept.position());
            return Optional.empty();
        }
    }

    private void forget() {
        Instant now = clock.instant();
        if (!now.isBefore(forgets)) {
            forgets = now.plus(FORGETS_EVERY);
            database.change(tx -> store.forgetLinks(tx, now));
        }
    }
}
