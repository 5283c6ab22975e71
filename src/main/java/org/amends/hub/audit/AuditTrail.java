package org.amends.hub.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.hub.storage.Tx;

/**
 * The trail of every look at and change of what is known of guests: comment, address, card, and what staff write about them.
 *
 * <p>A look at one case, and a change, is on disk before it is shown or done. What goes by in the list of cases counts once for
 * each person, case and hour: an open inbox shows the same rows again with every change, to everybody at once, and thousands of
 * lines a minute would hide what an auditor looks for and hold up the guests who are being heard. For the same reason these
 * lines are written together, within a second of being shown; a kill in that second loses them.
 */
public final class AuditTrail implements AutoCloseable {

    private static final Logger LOG = System.getLogger(AuditTrail.class.getName());

    private static final Duration WRITTEN_EVERY = Duration.ofMillis(500);
    /** Small, so that terminals that write are not held up. */
    private static final int AT_A_TIME = 500;
    /** Past that a disk is full, or worse; staff go on seeing the inbox. */
    private static final int MOST_WAITING = 100_000;
    /** What was noted within the hour is not looked for in the database again; past that all is forgotten. */
    private static final int MOST_REMEMBERED = 100_000;

    private final Database database;
    private final Clock clock;
    private final AuditStore store = new AuditStore();
    private final Follower follower;
    private final Set<String> noted = new HashSet<>();
    private List<Line> waiting = new ArrayList<>();
    private boolean lost;

    public AuditTrail(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        follower = new Follower("audit", new Bell(), "the audit trail could not be written", this::write);
    }

    /** What somebody did. */
    public enum Action {
        /** Had a case open, with all that is known of its guest. */
        LOOKED,
        /** Had a case's row in their list, with its guest's words. */
        LISTED,
        /** Saw a guest's words in what a rule would have opened. */
        TRIED,
        /** Entered what a guest had said, and perhaps where to reach them. */
        ENTERED,
        /** Wrote something about a guest, or was about to: a race may have been lost after it was noted. */
        WROTE,
        /** Looked for what is kept under an address, which is not noted. */
        SEARCHED,
        /** Took out all that is kept of a guest, to hand it to them. */
        EXPORTED,
        /** Erased a guest. */
        ERASED,
        /** Granted a guest something, asked a second person to, was that person, or took it back. */
        OFFERED, OFFER_ASKED, OFFER_APPROVED, OFFER_DECLINED, OFFER_WITHDRAWN,
        /** Took a guest's voucher at a till. */
        VOUCHER_REDEEMED,
        /** Proposed what was done as a line for idle screens, had it shown, refused it or took it from there. */
        LINE_PROPOSED, LINE_SHOWN, LINE_REFUSED, LINE_WITHDRAWN;

        /** The name in the database and in texts. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Action of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * Whose data it was.
     *
     * @param theCase  the number of the case, if there is one
     * @param response what the guest said, if that is known
     * @param site     where
     */
    public record Subject(Optional<Long> theCase, Optional<UUID> response, String site) {

        public static Subject of(long theCase, String site) {
            return new Subject(Optional.of(theCase), Optional.empty(), site);
        }
    }

    /**
     * One line of the trail.
     *
     * @param once what counts once; the same again is no other line
     */
    record Line(Instant at, String person, Action action, Subject subject, Optional<String> once) {
    }

    /**
     * A line as it is read.
     *
     * @param position its place; higher is later
     * @param person   the name of an account
     * @param name     what colleagues read in its place
     */
    record Kept(long position, Instant at, String person, String name, Action action, Optional<Long> theCase, String site) {
    }

    /** Begins to write what lists show. */
    public AuditTrail start() {
        follower.start();
        return this;
    }

    /** Writes what waits, then stops. */
    @Override
    public void close() {
        follower.close();
        write();
    }

    /** Notes something before it is shown or done. */
    public void note(Staff who, Action action, Collection<Subject> subjects) {
        Instant now = clock.instant();
        if (!subjects.isEmpty()) {
            database.change(tx -> subjects
                    .forEach(subject -> store.add(tx, new Line(now, who.name(), action, subject, Optional.empty()))));
        }
    }

    /** Notes something in the very transaction that does it. */
    public void note(Tx tx, Staff who, Action action, Subject subject) {
        store.add(tx, new Line(clock.instant(), who.name(), action, subject, Optional.empty()));
    }

    /** Notes what a list shows to somebody. Costs next to nothing, as it is written later. */
    public synchronized void listed(Staff who, Collection<Subject> subjects) {
        Instant now = clock.instant();
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        for (Subject subject : subjects) {
            String once = who.name() + " " + subject.theCase().orElse(0L) + " " + hour;
            if (noted.contains(once)) {
                continue;
            }
            if (waiting.size() >= MOST_WAITING) {
                if (!lost) {
                    LOG.log(Level.ERROR, "the audit trail cannot be written: what lists show from now on is not noted");
                }
                lost = true;
                return;
            }
            if (noted.size() >= MOST_REMEMBERED) {
                noted.clear();
            }
            noted.add(once);
            waiting.add(new Line(now, who.name(), Action.LISTED, subject, Optional.of(once)));
        }
    }

    /** The lines before a position that are of somebody and about a case at some sites, latest first, at most so many. */
    List<Kept> before(Sites sites, Optional<String> person, Optional<Long> theCase, long position, int most) {
        return database.read(tx -> store.before(tx, sites, person, theCase, position, most));
    }

    private Duration write() {
        List<Line> lines = take();
        for (int from = 0; from < lines.size(); from += AT_A_TIME) {
            List<Line> some = lines.subList(from, Math.min(from + AT_A_TIME, lines.size()));
            try {
                database.change(tx -> some.forEach(line -> store.add(tx, line)));
            } catch (RuntimeException failure) {
                putBack(lines.subList(from, lines.size()));
                throw failure;
            }
        }
        return WRITTEN_EVERY;
    }

    private synchronized List<Line> take() {
        List<Line> lines = waiting;
        waiting = new ArrayList<>();
        lost = false;
        return lines;
    }

    private synchronized void putBack(List<Line> lines) {
        List<Line> all = new ArrayList<>(lines);
        all.addAll(waiting);
        waiting = all;
    }
}
