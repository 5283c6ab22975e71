package org.amends.hub.messages;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The table of what is to be told outside. */
final class OutboundStore {

    boolean add(Tx tx, Message message, Instant now, Instant last) {
        return tx.update(
                "INSERT INTO outbound (intent, message, channel, person, address, about, site, moot, subject, body,"
                        + " made_at, next_at, last_at, tried_for, letter, state)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')"
                        + " ON CONFLICT (intent) DO NOTHING",
                message.intent(), UUID.randomUUID(), message.channel().id(),
                message.person(), message.address(), message.about(), message.site(), message.moot().id(),
                message.subject(), message.body(), now, message.from(), last, message.within().toMillis(),
                message.letter().orElse(null)) == 1;
    }

    int withdraw(Tx tx, long about, boolean closed, Instant now) {
        return tx.update("UPDATE outbound SET state = 'withdrawn', ended_at = ? WHERE about = ? AND state = 'waiting'"
                + " AND (moot = 'taken' OR moot = 'closed' AND ? = 1)", now, about, closed ? 1 : 0);
    }

    List<Outgoing> due(Tx tx, Instant now, int most) {
        return tx.list("SELECT * FROM outbound WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT ?",
                OutboundStore::outgoing, now, most);
    }

    Optional<Instant> nextDue(Tx tx) {
        return tx.first("SELECT min(next_at) AS next_at FROM outbound WHERE state = 'waiting'",
                row -> row.maybeTime("next_at")).flatMap(next -> next);
    }

    /** Counts the try before it is made, so that one that kills the hub is not made for ever. */
    boolean begin(Tx tx, long id, Instant now, Instant over) {
        return tx.update("UPDATE outbound SET tries = tries + 1, next_at = ? WHERE id = ? AND state = 'waiting'"
                + " AND next_at <= ?", over, id, now) == 1;
    }

    /** Also what was withdrawn meanwhile was sent, if it was. */
    void sent(Tx tx, long id, Instant now) {
        tx.update("UPDATE outbound SET state = 'sent', ended_at = ?, problem = NULL WHERE id = ?", now, id);
    }

    void again(Tx tx, long id, Instant next, String problem) {
        tx.update("UPDATE outbound SET next_at = ?, problem = ? WHERE id = ? AND state = 'waiting'", next, problem, id);
    }

    void dead(Tx tx, long id, Instant now, String problem) {
        tx.update("UPDATE outbound SET state = 'dead', ended_at = ?, problem = ? WHERE id = ? AND state = 'waiting'", now,
                problem, id);
    }

    boolean revive(Tx tx, Sites sites, long id, Instant now) {
        return tx.update("UPDATE outbound SET state = 'waiting', ended_at = NULL, next_at = ?, last_at = ? + tried_for"
                + " WHERE id = ? AND (state = 'dead' OR state = 'waiting' AND problem IS NOT NULL) AND "
                + sites.hold("site"), values(sites, now, now, id)) == 1;
    }

    boolean giveUp(Tx tx, Sites sites, long id, Instant now) {
        return tx.update("UPDATE outbound SET state = 'given-up', ended_at = ? WHERE id = ?"
                + " AND (state = 'dead' OR state = 'waiting' AND problem IS NOT NULL) AND " + sites.hold("site"),
                values(sites, now, id)) == 1;
    }

    /** Whether there is one at these sites, whatever became of it. */
    boolean isThere(Tx tx, Sites sites, long id) {
        return tx.first("SELECT id FROM outbound WHERE id = ? AND " + sites.hold("site"), row -> row.number("id"),
                values(sites, id)).isPresent();
    }

    List<Outbound.Undelivered> undelivered(Tx tx, Sites sites, int most) {
        return tx.list("SELECT * FROM outbound WHERE (state = 'dead' OR state = 'waiting' AND problem IS NOT NULL) AND "
                + sites.hold("site") + " ORDER BY made_at DESC, id DESC LIMIT ?",
                row -> new Outbound.Undelivered(row.number("id"), Channel.of(row.text("channel")), row.text("person"),
                        row.number("about"), row.text("subject"), row.time("made_at"), (int) row.number("tries"),
                        row.maybeText("problem").orElse(""), row.text("state").equals("dead"), row.time("next_at"),
                        row.maybeText("letter").isPresent()),
                Stream.concat(sites.values().stream(), Stream.of(most)).toArray());
    }

    Map<UUID, Outbound.Fate> fates(Tx tx, Collection<UUID> letters) {
        Map<UUID, Outbound.Fate> fates = new HashMap<>();
        tx.each("SELECT letter, state FROM outbound WHERE letter IN (" + Tx.marks(letters.size()) + ")",
                row -> fates.put(row.id("letter"), switch (row.text("state")) {
                    case "waiting" -> Outbound.Fate.WAITING;
                    case "sent" -> Outbound.Fate.SENT;
                    case "dead" -> Outbound.Fate.DEAD;
                    default -> Outbound.Fate.GIVEN_UP;
                }), letters.toArray());
        return fates;
    }

    void takeBack(Tx tx, UUID letter, Instant now) {
        tx.update("UPDATE outbound SET state = 'withdrawn', problem = NULL, ended_at = ? WHERE letter = ?"
                + " AND state IN ('waiting', 'dead')", now, letter);
    }

    long dead(Tx tx, Sites sites) {
        return tx.first("SELECT count(*) AS dead FROM outbound WHERE state = 'dead' AND " + sites.hold("site"),
                row -> row.number("dead"), values(sites)).orElse(0L);
    }

    /** The values of a statement that ends in which sites it is for. */
    private static Object[] values(Sites sites, Object... before) {
        return Stream.concat(Stream.of(before), sites.values().stream()).toArray();
    }

    private static Outgoing outgoing(Row row) {
        return new Outgoing(row.number("id"), row.text("message"), Channel.of(row.text("channel")), row.text("person"),
                row.text("address"), row.number("about"), row.text("subject"), row.text("body"), row.time("made_at"),
                row.time("last_at"), (int) row.number("tries"), row.maybeText("letter").map(UUID::fromString));
    }
}
