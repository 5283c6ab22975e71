package org.amends.hub.thread;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The tables of messages and links, and what of cases they need. */
final class ThreadStore {

    /** A case, the one that goes on in its place if it was merged, and so on to the last. */
    private static final String UP = "WITH RECURSIVE up (id, follows) AS (SELECT id, merged_into FROM cases WHERE id = ?"
            + " UNION ALL SELECT c.id, c.merged_into FROM up u JOIN cases c ON c.id = u.follows) ";
    /** A case and all that were merged into it, and into these. */
    private static final String FAMILY = "WITH RECURSIVE family (id) AS (SELECT id FROM cases WHERE id = ?"
            + " UNION ALL SELECT c.id FROM family f JOIN cases c ON c.merged_into = f.id) ";

    /** The case that goes on: the same one, but where it was merged. */
    Optional<Long> goesOn(Tx tx, long caseId) {
        return tx.first(UP + "SELECT id FROM up WHERE follows IS NULL", row -> row.number("id"), caseId);
    }

    Optional<Long> caseOf(Tx tx, UUID response) {
        return tx.first("SELECT id FROM cases WHERE response = ?", row -> row.number("id"), response);
    }

    /** Where the guest of a case agreed to be answered: as said last, on it or on one that was merged into it. */
    Optional<String> address(Tx tx, long goesOn) {
        return tx.first(FAMILY + "SELECT c.reply_to FROM family f JOIN cases c ON c.id = f.id WHERE c.reply_to IS NOT NULL"
                + " ORDER BY c.said_at DESC, c.id DESC LIMIT 1", row -> row.text("reply_to"), goesOn);
    }

    void add(Tx tx, long caseId, Instant at, ThreadMessage.Author author, Optional<Staff> who, String words,
            Optional<UUID> letter) {
        tx.update("INSERT INTO thread_messages (case_id, at, author, who, words, letter) VALUES (?, ?, ?, ?, ?, ?)",
                caseId, at, author == ThreadMessage.Author.GUEST ? "guest" : "staff",
                who.map(Staff::name).orElse(null), words, letter.orElse(null));
    }

    /** Oldest first. */
    List<ThreadMessage> messages(Tx tx, long goesOn) {
        return tx.list(FAMILY + "SELECT m.*, s.display_name AS person FROM family f JOIN thread_messages m"
                + " ON m.case_id = f.id LEFT JOIN staff s ON s.name = m.who ORDER BY m.at, m.id", ThreadStore::message,
                goesOn);
    }

    /** How many of what a guest wrote nobody has answered or read. */
    int settle(Tx tx, long goesOn, Instant now) {
        return tx.update("UPDATE thread_messages SET settled_at = ? WHERE author = 'guest' AND settled_at IS NULL"
                + " AND case_id IN (" + FAMILY + "SELECT id FROM family)", now, goesOn);
    }

    /** The cases at some sites whose guest wrote what nobody has answered or read yet, latest first, at most so many. */
    List<Threads.Unread> unread(Tx tx, Sites sites, int most) {
        return tx.list(
                "SELECT c.id, c.touchpoint, c.state, c.taken_by, max(m.at) AS last FROM thread_messages m JOIN cases c"
                        + " ON c.id = m.case_id WHERE m.author = 'guest' AND m.settled_at IS NULL AND "
                        + sites.hold("c.site")
                        + " GROUP BY c.id, c.touchpoint, c.state, c.taken_by ORDER BY last DESC LIMIT ?",
                row -> new Threads.Unread(row.number("id"), row.text("touchpoint"), row.text("state").equals("closed"),
                        row.maybeText("taken_by").filter(_ -> row.text("state").equals("taken")), row.time("last")),
                Stream.concat(sites.values().stream(), Stream.of(most)).toArray());
    }

    /** A message that goes out by e-mail, and what is needed for that. */
    record Posted(long caseId, UUID response, String site, String language, String words) {

        /** Without the words, which must never reach a log. */
        @Override
        public String toString() {
            return "Posted[" + caseId + "]";
        }
    }

    Optional<Posted> posted(Tx tx, UUID letter) {
        return tx.first("SELECT m.case_id, m.words, c.response, c.site, c.language FROM thread_messages m JOIN cases c"
                + " ON c.id = m.case_id WHERE m.letter = ?",
                row -> new Posted(row.number("case_id"), row.id("response"), row.text("site"), row.text("language"),
                        row.text("words")),
                letter);
    }

    List<UUID> letters(Tx tx, long goesOn) {
        return tx.list(FAMILY + "SELECT m.letter FROM family f JOIN thread_messages m ON m.case_id = f.id"
                + " WHERE m.letter IS NOT NULL", row -> row.id("letter"), goesOn);
    }

    void erase(Tx tx, long goesOn) {
        String theirs = FAMILY + "SELECT id FROM family";
        tx.update("DELETE FROM thread_messages WHERE case_id IN (" + theirs + ")", goesOn);
        tx.update("DELETE FROM guest_links WHERE response IN (" + FAMILY
                + "SELECT c.response FROM family f JOIN cases c ON c.id = f.id)", goesOn);
        tx.update("UPDATE cases SET reply_to = NULL WHERE id IN (" + theirs + ")", goesOn);
    }

    void eraseLinks(Tx tx, UUID response) {
        tx.update("DELETE FROM guest_links WHERE response = ?", response);
    }

    /** One that is there already is another try at the same; to what was erased none leads. */
    void link(Tx tx, GuestLink link, Instant now) {
        tx.update("INSERT INTO guest_links (digest, response, language, site, made_at, expires_at)"
                + " SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM erased_responses WHERE response = ?)"
                + " ON CONFLICT (digest) DO NOTHING", link.digest(), link.response(),
                link.language(), link.site(), now, link.expiresAt(), link.response());
    }

    Optional<GuestLink> link(Tx tx, String digest, Instant now) {
        return tx.first("SELECT * FROM guest_links WHERE digest = ? AND expires_at > ?",
                row -> new GuestLink(row.text("digest"), row.id("response"), row.text("language"), row.text("site"),
                        row.time("expires_at")),
                digest, now);
    }

    boolean hasLink(Tx tx, long goesOn, Instant now) {
        return tx.first(FAMILY + "SELECT l.digest FROM family f JOIN cases c ON c.id = f.id JOIN guest_links l"
                + " ON l.response = c.response WHERE l.expires_at > ? LIMIT 1", row -> row.text("digest"), goesOn, now)
                .isPresent();
    }

    boolean hasLink(Tx tx, UUID response, Instant now) {
        return tx.first("SELECT digest FROM guest_links WHERE response = ? AND expires_at > ? LIMIT 1",
                row -> row.text("digest"), response, now).isPresent();
    }

    /** What the guest of a case was reading, BCP 47. */
    String language(Tx tx, long caseId) {
        return tx.first("SELECT language FROM cases WHERE id = ?", row -> row.text("language"), caseId).orElse("");
    }

    /** Every link of a guest that still leads anywhere goes on to lead there. */
    void keepLinks(Tx tx, long goesOn, Instant now, Instant until) {
        tx.update("UPDATE guest_links SET expires_at = ? WHERE expires_at > ? AND expires_at < ? AND response IN (" + FAMILY
                + "SELECT c.response FROM family f JOIN cases c ON c.id = f.id)", until, now, until, goesOn);
    }

    int forgetLinks(Tx tx, Instant before) {
        return tx.update("DELETE FROM guest_links WHERE expires_at <= ?", before);
    }

    private static ThreadMessage message(Row row) {
        return new ThreadMessage(row.number("id"), row.number("case_id"), row.time("at"),
                row.text("author").equals("guest") ? ThreadMessage.Author.GUEST : ThreadMessage.Author.STAFF,
                row.maybeText("who").map(who -> new Staff(who, row.text("person"))), row.text("words"),
                row.maybeText("letter").map(UUID::fromString),
                row.text("author").equals("staff") || row.maybeTime("settled_at").isPresent());
    }
}
