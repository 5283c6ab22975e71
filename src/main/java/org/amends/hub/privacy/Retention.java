package org.amends.hub.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.Cases;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Entry;

/**
 * Lets go of what is older than it is to be kept, a little at a time: how to reach guests, and what they and staff wrote.
 * What they pressed stays for ever, and so does every count. It follows the ledger behind a cursor for each kind, which is
 * committed together with what is erased: after a kill, or on a hub that is set back to a back-up, it goes on from there.
 */
public final class Retention implements AutoCloseable {

    /** Small, so that terminals that write are not held up. */
    private static final int AT_A_TIME = 200;
    private static final int NO_RATINGS = 0;
    private static final Duration LOOKS_EVERY = Duration.ofHours(1);

    private final Database database;
    private final Clock clock;
    private final Ledger ledger;
    private final Cases cases;
    private final Erasure erasure;
    private final Keep keep;
    private final PrivacyStore store = new PrivacyStore();
    private final Follower follower;

    /**
     * For how long.
     *
     * @param contacts addresses, phone numbers and cards; empty for ever
     * @param comments what guests and staff wrote; empty for ever
     */
    public record Keep(Optional<Duration> contacts, Optional<Duration> comments) {

        /** A year brings a guest back in the next season, and is over when most claims are. Words are compared from year to year. */
        public static final Keep USUAL = new Keep(Optional.of(Duration.ofDays(365)), Optional.of(Duration.ofDays(730)));
    }

    /** What is let go of at a time of its own. */
    enum Kind {
        CONTACTS, COMMENTS;

        /** What the history of a case says of it. */
        String words() {
            return this == CONTACTS ? "old-contacts" : "old-comments";
        }

        private String step() {
            return this == CONTACTS ? "retention-contacts" : "retention-comments";
        }

        private boolean has(Content content) {
            return switch (content) {
                case Content.Comment _ -> this == COMMENTS;
                case Content.Sealed box when box.what().equals("comment") -> this == COMMENTS;
                default -> this == CONTACTS && content.tellsOfGuest();
            };
        }
    }

    public Retention(Database database, Clock clock, Ledger ledger, Cases cases, Erasure erasure, Keep keep) {
        this.database = database;
        this.clock = clock;
        this.ledger = ledger;
        this.cases = cases;
        this.erasure = erasure;
        this.keep = keep;
        follower = new Follower("retention", new Bell(), "what is older than it is to be kept could not be erased", () -> {
            catchUp();
            return LOOKS_EVERY;
        });
    }

    /** Begins to let go. */
    public Retention start() {
        follower.start();
        return this;
    }

    /** Finishes what it has in hand, then stops. */
    @Override
    public void close() {
        follower.close();
    }

    /** Lets go of all that is too old by now. */
    public synchronized void catchUp() {
        boolean any = keep.contacts().map(age -> letGo(Kind.CONTACTS, age)).orElse(false)
                | keep.comments().map(age -> letGo(Kind.COMMENTS, age)).orElse(false);
        if (any) {
            erasure.finish();
        } else {
            erasure.tidy();
        }
    }

    private boolean letGo(Kind kind, Duration age) {
        Instant before = clock.instant().minus(age);
        long last = database.read(tx -> ledger.before(tx, before));
        boolean any = false;
        boolean more = true;
        while (more && !follower.isClosing()) {
            long from = database.read(tx -> Cursors.at(tx, kind.step()));
            if (from >= last) {
                break;
            }
            Ledger.Stretch next = database.read(tx -> ledger.after(tx, from, NO_RATINGS, AT_A_TIME));
            List<Ledger.Kept> old = next.entries().stream()
                    .filter(kept -> kept.position() <= last && concerns(kind, kept)).toList();
            database.change(tx -> {
                old.forEach(kept -> ledger.erase(tx, kept));
                erase(tx, kind, old);
                Cursors.move(tx, kind.step(), Math.min(next.end(), last));
            });
            any |= !old.isEmpty();
            more = next.end() < last;
        }
        if (kind == Kind.COMMENTS) {
            int gone;
            do {
                gone = database.write(tx -> store.forgetMessages(tx, before, AT_A_TIME));
                any |= gone > 0;
            } while (gone == AT_A_TIME && !follower.isClosing());
        }
        return any;
    }

    private void erase(Tx tx, Kind kind, List<Ledger.Kept> old) {
        Set<UUID> responses = new LinkedHashSet<>();
        old.forEach(kept -> readable(kept).ifPresent(entry -> responses.add(entry.response())));
        for (UUID response : responses) {
            if (kind == Kind.CONTACTS) {
                store.forgetLinks(tx, response, clock.instant());
            }
            store.caseOf(tx, response).filter(id -> kind == Kind.CONTACTS
                    ? store.eraseContacts(tx, id)
                    : store.eraseWords(tx, List.of(id)))
                    .ifPresent(id -> cases.note(tx, id, clock.instant(), What.ERASED, Optional.empty(),
                            Optional.of(kind.words())));
        }
    }

    /** What cannot be read is let go of with the contacts. */
    private static boolean concerns(Kind kind, Ledger.Kept kept) {
        return readable(kept).map(entry -> kind.has(entry.content())).orElse(kind == Kind.CONTACTS);
    }

    private static Optional<Entry> readable(Ledger.Kept kept) {
        try {
            return Optional.of(kept.entry());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
