package org.amends.hub.messages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;

/**
 * The queue of what is to be told outside. A message is put in by the transaction that decides on it, and leaves when
 * somebody said that they have it; whatever is killed in between, it is meant once. What nobody took for six hours, or what
 * was refused for good, is dead, and staff are shown that.
 */
public final class Outbound {

    /** By then a call for help is no help any more; an evening's outage of a mail server is well within. */
    static final Duration TRIED_FOR = Duration.ofHours(6);

    private final Database database;
    private final Clock clock;
    private final Bell queued;
    private final Bell changes;
    private final OutboundStore store = new OutboundStore();

    /**
     * @param queued  rung when there is something to send
     * @param changes rung when staff have something else to see
     */
    public Outbound(Database database, Clock clock, Bell queued, Bell changes) {
        this.database = database;
        this.clock = clock;
        this.queued = queued;
        this.changes = changes;
    }

    /**
     * What did not arrive, so far or for good.
     *
     * @param about   the number of the case
     * @param tries   how often it was tried
     * @param problem of the last try, in words
     * @param dead    whether it is tried no more
     * @param next    when it is tried next, if it is
     * @param toGuest whether it is for the guest of the case; person and subject are empty then
     */
    public record Undelivered(long id, Channel channel, String person, long about, String subject, Instant madeAt,
            int tries, String problem, boolean dead, Instant next, boolean toGuest) {
    }

    /** What became of a letter to a guest so far. */
    public enum Fate {
        WAITING, SENT,
        /** It could not be sent in time, or never will be; staff may try it again. */
        DEAD,
        /** Nobody tries it any more. */
        GIVEN_UP
    }

    /**
     * Puts a message in, as part of the transaction that decides on it; {@link #ring} after it is committed.
     *
     * @return false if just this was meant before
     */
    public boolean add(Tx tx, Message message) {
        return store.add(tx, message, clock.instant(), message.from().plus(message.within()));
    }

    /** Takes back what waits and is needless now that a case is taken or closed. */
    public void withdraw(Tx tx, long about, boolean closed) {
        store.withdraw(tx, about, closed, clock.instant());
    }

    /** What became of some letters to guests, as the transaction sees it. */
    public Map<UUID, Fate> fates(Tx tx, Collection<UUID> letters) {
        return letters.isEmpty() ? Map.of() : store.fates(tx, letters);
    }

    /** Takes back letters to guests, sent or not: nothing of them is tried again. */
    public void takeBack(Tx tx, Collection<UUID> letters) {
        letters.forEach(letter -> store.takeBack(tx, letter, clock.instant()));
    }

    /** Says that there is something to send. */
    public void ring() {
        queued.ring();
    }

    /** What did not arrive about cases of some sites, newest first, at most so many. */
    public List<Undelivered> undelivered(Sites sites, int most) {
        return database.read(tx -> store.undelivered(tx, sites, most));
    }

    /** How many messages about cases of some sites are dead. */
    public long dead(Sites sites) {
        return database.read(tx -> store.dead(tx, sites));
    }

    /** Whether there is or was a message of that number about a case of some sites. */
    public boolean isThere(Sites sites, long id) {
        return database.read(tx -> store.isThere(tx, sites, id));
    }

    /** Tries again at once; false if there is nothing of that number to be tried at these sites. */
    public boolean tryAgain(Sites sites, long id) {
        return decided(
                database.write(tx -> store.revive(tx, sites, id, clock.instant())));
    }

    /** Never tries again; false if there is nothing of that number to be given up at these sites. */
    public boolean giveUp(Sites sites, long id) {
        return decided(database.write(tx -> store.giveUp(tx, sites, id, clock.instant())));
    }

    private boolean decided(boolean done) {
        queued.ring();
        changes.ring();
        return done;
    }
}
