package org.amends.hub.privacy;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Tx;

/**
 * Where in the tables of cases words lie that tell of a guest. The ledger and the thread have theirs, and erase them
 * themselves; the outbound queue, the audit trail and what is counted hold none.
 */
final class PrivacyStore {

    /** Of what happened to a case, that which has the guest's words, or what staff wrote about them. */
    private static final String WITH_WORDS = "('comment', 'noted', 'closed')";

    /** Of what happened to it, that which has what was offered, and below it in a line of its own what somebody said. */
    private static final String WITH_A_WORD = "('offered', 'offer-asked', 'offer-approved', 'offer-declined',"
            + " 'offer-withdrawn', 'voucher-redeemed')";

    /** Words of something that happened. */
    private record Word(long position, String words) {
    }

    /** A case, and what it was made of. */
    record CaseOf(long id, UUID response, String site) {
    }

    /** The case that a response became, with all that were made one with it; none if it became none. */
    Set<Long> family(Tx tx, UUID response) {
        Set<Long> ids = new LinkedHashSet<>(
                tx.list("SELECT id FROM cases WHERE response = ?", row -> row.number("id"), response));
        while (!ids.isEmpty() && ids.addAll(merged(tx, ids))) {
            // once more, for those that were merged into these
        }
        return ids;
    }

    /** The same of all cases at some sites whose guest is the one of a case, by their addresses and cards. */
    Set<Long> guest(Tx tx, long caseId, Sites sites) {
        Set<Long> ids = new LinkedHashSet<>(Set.of(caseId));
        while (ids.addAll(merged(tx, ids)) | ids.addAll(alike(tx, ids))) {
            // once more, for who is known by another mark there
        }
        ids.removeIf(id -> cases(tx, List.of(id)).stream().noneMatch(one -> sites.include(one.site())));
        return ids;
    }

    private static List<Long> merged(Tx tx, Set<Long> ids) {
        Object[] twice = java.util.stream.Stream.concat(ids.stream(), ids.stream()).toArray();
        return tx.list("SELECT id FROM cases WHERE merged_into IN (" + Tx.marks(ids.size())
                + ") UNION SELECT merged_into FROM cases WHERE merged_into IS NOT NULL AND id IN ("
                + Tx.marks(ids.size()) + ")", row -> row.number("id"), twice);
    }

    private static List<Long> alike(Tx tx, Set<Long> ids) {
        return tx.list("SELECT DISTINCT o.case_id FROM case_guests g JOIN case_guests o ON o.known_by = g.known_by"
                + " WHERE g.case_id IN (" + Tx.marks(ids.size()) + ")", row -> row.number("case_id"), ids.toArray());
    }

    List<CaseOf> cases(Tx tx, Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : tx.list("SELECT id, response, site FROM cases WHERE id IN (" + Tx.marks(ids.size()) + ") ORDER BY id",
                        row -> new CaseOf(row.number("id"), row.id("response"), row.text("site")), ids.toArray());
    }

    Optional<Long> caseOf(Tx tx, UUID response) {
        return tx.first("SELECT id FROM cases WHERE response = ?", row -> row.number("id"), response);
    }

    /** Takes out of a case how to reach its guest. False if nothing of that was there. */
    boolean eraseContacts(Tx tx, long id) {
        tx.update("DELETE FROM case_guests WHERE case_id = ?", id);
        return tx.update("UPDATE cases SET contact = NULL, reply_to = NULL WHERE id = ? AND contact IS NOT NULL", id) > 0;
    }

    /** Takes a guest's words, and what staff wrote about them, out of cases; what happened stays. False if there was none. */
    boolean eraseWords(Tx tx, Collection<Long> ids) {
        String these = " IN (" + Tx.marks(ids.size()) + ")";
        Object[] values = ids.toArray();
        int changed = tx
                .update("UPDATE cases SET comment = NULL, note = NULL WHERE (comment IS NOT NULL OR note IS NOT NULL)"
                        + " AND id" + these, values);
        changed += tx.update("UPDATE case_changes SET words = NULL WHERE words IS NOT NULL AND what IN " + WITH_WORDS
                + " AND case_id" + these, values);
        tx.update("UPDATE offers SET reason = NULL, word = NULL WHERE case_id" + these, values);
        for (Word word : tx.list("SELECT position, words FROM case_changes WHERE what IN " + WITH_A_WORD + " AND case_id"
                + these, row -> new Word(row.number("position"), row.maybeText("words").orElse("")), values)) {
            tx.update("UPDATE case_changes SET words = ? WHERE position = ?", word.words().lines().findFirst().orElse(""),
                    word.position());
        }
        return changed > 0;
    }

    /** Deletes what led to a guest's page and is over. */
    void forgetLinks(Tx tx, UUID response, Instant now) {
        tx.update("DELETE FROM guest_links WHERE response = ? AND expires_at <= ?", response, now);
    }

    /** Deletes some of the messages from before a moment, and says how many. */
    int forgetMessages(Tx tx, Instant before, int most) {
        return tx.update("DELETE FROM thread_messages WHERE id IN (SELECT id FROM thread_messages WHERE at < ? LIMIT ?)",
                before, most);
    }
}
