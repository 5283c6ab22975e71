package org.amends.hub.thread;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.messages.MailServer;
import org.amends.hub.messages.Message;
import org.amends.hub.messages.Outbound;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;

/**
 * The one thread of messages between staff and each guest. Of merged cases there is one, on the case that goes on. What is
 * written lies here alone: a case's history says that somebody wrote, and the outbound queue knows a message by a random id.
 */
public final class Threads {

    /** The longest message, in characters. */
    public static final int LONGEST = 2000;

    private final Database database;
    private final Clock clock;
    private final Cases cases;
    private final Outbound outbound;
    private final Bell changes;
    private final Duration linksFor;
    private final Duration sentWithin;
    private final ThreadStore store = new ThreadStore();

    /**
     * @param changes    rung when there is something new to read
     * @param linksFor   how long a link leads to a guest's page after the last word from anybody
     * @param sentWithin what could not be sent to a guest for so long is not sent any more
     */
    public Threads(Database database, Clock clock, Cases cases, Outbound outbound, Bell changes, Duration linksFor,
            Duration sentWithin) {
        this.database = database;
        this.clock = clock;
        this.cases = cases;
        this.outbound = outbound;
        this.changes = changes;
        this.linksFor = linksFor;
        this.sentWithin = sentWithin;
    }

    /**
     * How a guest would learn of a message.
     *
     * @param byMail whether they agreed to be answered at an e-mail address that mail can be sent to
     * @param onPage whether they have a way to their own page that is not over
     */
    public record Reach(boolean byMail, boolean onPage) {
    }

    /**
     * A case whose guest wrote what nobody has answered, or said that they have read.
     *
     * @param closed whether nobody works on it any more
     * @param holder the name of who has it
     * @param at     when they wrote last
     */
    public record Unread(long caseId, String place, boolean closed, Optional<String> holder, Instant at) {
    }

    /**
     * A thread as staff see it.
     *
     * @param fates of what goes out by e-mail
     */
    public record Whole(List<ThreadMessage> messages, Map<UUID, Outbound.Fate> fates, Reach reach) {
    }

    /**
     * Writes to the guest of a case, as part of a transaction; {@link #ring} after it is committed. If they gave an e-mail
     * address for it, the words go there, too. It counts as the answer to all that the guest has written so far.
     *
     * @param  who                      who writes; empty for the hub itself
     * @param  words                    1 to {@link #LONGEST} characters
     * @throws IllegalArgumentException if there is no such case, or the words are none or too long
     */
    public void say(Tx tx, long caseId, Optional<Staff> who, String words) {
        check(words);
        Instant now = clock.instant();
        RecoveryCase found = theCase(tx, caseId);
        Optional<UUID> letter = reach(tx, found.id(), now).byMail ? Optional.of(UUID.randomUUID()) : Optional.empty();
        store.add(tx, found.id(), now, ThreadMessage.Author.STAFF, who, words, letter);
        letter.ifPresent(id -> outbound.add(tx,
                Message.toGuest(id, found.id(), found.where().site(), now, sentWithin)));
        store.settle(tx, found.id(), now);
        cases.note(tx, found.id(), now, What.WROTE_GUEST, who, Optional.empty());
        store.keepLinks(tx, found.id(), now, now.plus(linksFor));
    }

    /** The same in a transaction of its own. */
    public void say(long caseId, Staff who, String words) {
        database.change(tx -> say(tx, caseId, Optional.of(who), words));
        ring();
    }

    /** Says that there is something to send, and to read. */
    public void ring() {
        outbound.ring();
        changes.ring();
    }

    /** What was written, oldest first; of a case that was merged, all of the one that goes on. */
    public List<ThreadMessage> of(Tx tx, long caseId) {
        return store.messages(tx, store.goesOn(tx, caseId).orElse(caseId));
    }

    /** The thread of a case. */
    public Whole whole(long caseId) {
        return database.read(tx -> {
            long id = store.goesOn(tx, caseId).orElse(caseId);
            List<ThreadMessage> messages = store.messages(tx, id);
            return new Whole(messages,
                    outbound.fates(tx, messages.stream().flatMap(one -> one.letter().stream()).toList()),
                    reach(tx, id, clock.instant()));
        });
    }

    /** The cases of some sites with something from their guest that nobody has dealt with, latest first, at most so many. */
    public List<Unread> unread(Sites sites, int most) {
        return database.read(tx -> store.unread(tx, sites, most));
    }

    /** Somebody has read what the guest of a case wrote, and it needs no answer. */
    public void read(long caseId) {
        boolean any = database.write(
                tx -> store.settle(tx, store.goesOn(tx, caseId).orElse(caseId), clock.instant()) > 0);
        if (any) {
            changes.ring();
        }
    }

    /**
     * A guest writes, to whoever works on their case; be it closed, staff are shown that there is something new.
     *
     * @throws IllegalArgumentException if the words are none or too long
     */
    void wrote(long caseId, String words) {
        check(words);
        database.change(tx -> {
            Instant now = clock.instant();
            RecoveryCase found = theCase(tx, caseId);
            store.add(tx, found.id(), now, ThreadMessage.Author.GUEST, Optional.empty(), words, Optional.empty());
            cases.note(tx, found.id(), now, What.GUEST_WROTE, Optional.empty(), Optional.empty());
            store.keepLinks(tx, found.id(), now, now.plus(linksFor));
        });
        changes.ring();
    }

    /** The link that a digest belongs to, if it is not over. */
    Optional<GuestLink> link(String digest) {
        return database.read(tx -> store.link(tx, digest, clock.instant()));
    }

    /** The case behind a link: of a merged one that which goes on. Empty if what the guest said became none. */
    Optional<RecoveryCase> behind(GuestLink link) {
        return database.read(tx -> store.caseOf(tx, link.response()).flatMap(id -> store.goesOn(tx, id))
                .flatMap(id -> cases.find(tx, id)));
    }

    /** What was written on a case, as its guest reads it, oldest first. */
    List<ThreadMessage> readable(long caseId) {
        return database.read(tx -> of(tx, caseId));
    }

    /**
     * Erases all that the guest of a response and staff wrote to each other, every letter and every link, as part of a
     * transaction; {@link #ring} after it is committed.
     */
    public void erase(Tx tx, UUID response) {
        store.caseOf(tx, response).flatMap(id -> store.goesOn(tx, id)).ifPresent(id -> {
            outbound.takeBack(tx, store.letters(tx, id));
            store.erase(tx, id);
        });
        store.eraseLinks(tx, response);
    }

    private RecoveryCase theCase(Tx tx, long caseId) {
        return store.goesOn(tx, caseId).flatMap(id -> cases.find(tx, id))
                .orElseThrow(() -> new IllegalArgumentException("there is no case " + caseId));
    }

    private Reach reach(Tx tx, long goesOn, Instant now) {
        return new Reach(store.address(tx, goesOn).filter(MailServer::takes).isPresent(), store.hasLink(tx, goesOn, now));
    }

    private static void check(String words) {
        if (words.isBlank() || words.length() > LONGEST) {
            throw new IllegalArgumentException("a message has 1 to " + LONGEST + " characters");
        }
    }
}
