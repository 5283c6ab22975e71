package org.amends.hub.offers;

import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The table of offers. */
final class OfferStore {

    private static final String OFFER = "SELECT o.*, a.display_name AS asker, d.display_name AS decider,"
            + " r.display_name AS redeemer, w.display_name AS withdrawer FROM offers o"
            + " JOIN staff a ON a.name = o.asked_by LEFT JOIN staff d ON d.name = o.decided_by"
            + " LEFT JOIN staff r ON r.name = o.redeemed_by LEFT JOIN staff w ON w.name = o.withdrawn_by WHERE ";
    /** Of what was taken back nobody can tell whether the guest had it, unless a till would have said so. */
    private static final String COUNTS = "(state = 'granted' OR state = 'withdrawn' AND mark IS NULL)";

    /** What is offered on a case, before anything is decided. */
    record Asked(String once, RecoveryCase on, Responsibility responsibility, Offer proposed, Offer offer, String title,
            Currency currency, Optional<String> reason, List<Limits.Kind> needed, Staff by, Instant at) {
    }

    /** Empty if the same form was posted before. */
    Optional<Long> add(Tx tx, Asked asked) {
        Offer offer = asked.offer();
        return tx.first("INSERT INTO offers (once, case_id, site, gravity, responsibility, proposed, proposed_worth, offer,"
                + " kind, title, worth, currency, valid_days, reason, needed, state, asked_by, asked_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked', ?, ?) ON CONFLICT (once) DO NOTHING"
                + " RETURNING id", row -> row.number("id"), asked.once(), asked.on().id(), asked.on().where().site(),
                asked.on().gravity().id(), asked.responsibility().id(), asked.proposed().id(), asked.proposed().worth(),
                offer.id(), offer.kind().id(), asked.title(), offer.worth(), asked.currency().getCurrencyCode(),
                offer.voucher() ? offer.validDays() : null, asked.reason().orElse(null),
                asked.needed().isEmpty()
                        ? null
                        : asked.needed().stream().map(Limits.Kind::id).collect(Collectors.joining(" ")),
                asked.by().name(), asked.at());
    }

    /** By the form it came by. */
    Optional<MadeOffer> byForm(Tx tx, String once) {
        return tx.first(OFFER + "o.once = ?", OfferStore::made, once);
    }

    Optional<MadeOffer> find(Tx tx, Sites sites, long id) {
        return tx.first(OFFER + "o.id = ? AND " + sites.hold("o.site"), OfferStore::made,
                Stream.concat(Stream.of(id), sites.values().stream()).toArray());
    }

    /** False if it was decided before. */
    boolean grant(Tx tx, long id, String chargedTo, Instant now) {
        return tx.update("UPDATE offers SET state = 'granted', charged_to = ?, granted_at = ? WHERE id = ?"
                + " AND state = 'asked'", chargedTo, now, id) == 1;
    }

    void giveCode(Tx tx, long id, String number, String mark, Instant until) {
        tx.update("UPDATE offers SET number = ?, mark = ?, valid_until = ? WHERE id = ?", number, mark, until, id);
    }

    void decided(Tx tx, long id, String by, Instant now, Optional<String> word) {
        tx.update("UPDATE offers SET decided_by = ?, decided_at = ?, word = ? WHERE id = ?", by, now, word.orElse(null),
                id);
    }

    /** False if it was decided before. */
    boolean decline(Tx tx, long id) {
        return tx.update("UPDATE offers SET state = 'declined' WHERE id = ? AND state = 'asked'", id) == 1;
    }

    /** False if a till took it, or it is neither granted nor asked for. */
    boolean withdraw(Tx tx, long id, String by, Instant now) {
        return tx.update("UPDATE offers SET state = 'withdrawn', withdrawn_by = ?, withdrawn_at = ? WHERE id = ?"
                + " AND state IN ('asked', 'granted') AND redeemed_at IS NULL", by, now, id) == 1;
    }

    /** False if it is not good, or another till was quicker. */
    boolean redeem(Tx tx, long id, String by, Instant now) {
        return tx.update("UPDATE offers SET redeemed_by = ?, redeemed_at = ? WHERE id = ? AND state = 'granted'"
                + " AND redeemed_at IS NULL AND valid_until > ?", by, now, id, now) == 1;
    }

    Optional<MadeOffer> byMark(Tx tx, Sites sites, String mark) {
        return tx.first(OFFER + "o.mark = ? AND " + sites.hold("o.site"), OfferStore::made,
                Stream.concat(Stream.of(mark), sites.values().stream()).toArray());
    }

    /** What was granted within somebody's limits since a moment. */
    long spent(Tx tx, String person, Instant since, Currency currency) {
        return tx.first("SELECT coalesce(sum(worth), 0) AS worth FROM offers WHERE charged_to = ? AND granted_at >= ?"
                + " AND currency = ? AND " + COUNTS, row -> row.number("worth"), person, since,
                currency.getCurrencyCode()).orElse(0L);
    }

    /** What the guest of a case was granted since a moment, on whichever of their cases. */
    OfferPolicy.Sum ofGuest(Tx tx, long caseId, Instant since, Currency currency) {
        return tx.first("SELECT coalesce(sum(worth), 0) AS worth, count(*) AS many FROM offers WHERE worth > 0"
                + " AND granted_at >= ? AND currency = ? AND " + COUNTS + " AND (case_id = ? OR case_id IN"
                + " (SELECT o.case_id FROM case_guests g JOIN case_guests o ON o.known_by = g.known_by"
                + " WHERE g.case_id = ?))", row -> new OfferPolicy.Sum(row.number("worth"), row.number("many")), since,
                currency.getCurrencyCode(), caseId, caseId).orElseThrow();
    }

    /** What was offered on some cases, latest first. */
    List<MadeOffer> onCases(Tx tx, Collection<Long> cases) {
        return tx.list(OFFER + "o.case_id IN (" + Tx.marks(cases.size()) + ") ORDER BY o.id DESC", OfferStore::made,
                cases.toArray());
    }

    /** What waits for a second person at some sites, oldest first, at most so many. */
    List<MadeOffer> waiting(Tx tx, Sites sites, int most) {
        return tx.list(OFFER + "o.state = 'asked' AND " + sites.hold("o.site") + " ORDER BY o.id LIMIT ?",
                OfferStore::made, Stream.concat(sites.values().stream(), Stream.of(most)).toArray());
    }

    /** How much waits for a second person who is not this one. */
    long countWaiting(Tx tx, Sites sites, String notOf) {
        return tx.first("SELECT count(*) AS many FROM offers WHERE state = 'asked' AND asked_by <> ? AND "
                + sites.hold("site"), row -> row.number("many"),
                Stream.concat(Stream.of(notOf), sites.values().stream()).toArray()).orElse(0L);
    }

    /** What the guest of a response was granted, on its case or on the one that goes on in its place, oldest first. */
    List<MadeOffer> ofResponse(Tx tx, UUID response) {
        return tx.list("WITH RECURSIVE way (id, next) AS (SELECT id, merged_into FROM cases WHERE response = ? UNION ALL"
                + " SELECT c.id, c.merged_into FROM way w JOIN cases c ON c.id = w.next) " + OFFER
                + "o.granted_at IS NOT NULL AND o.case_id IN (SELECT id FROM way) ORDER BY o.id", OfferStore::made,
                response);
    }

    /** What was granted at some sites within a time and still holds. */
    List<MadeOffer> granted(Tx tx, Sites sites, Optional<String> site, Instant from, Instant to, Currency currency) {
        return tx.list(OFFER + "o.state = 'granted' AND o.granted_at >= ? AND o.granted_at < ? AND o.currency = ? AND "
                + sites.hold("o.site") + (site.isPresent() ? " AND o.site = ?" : "") + " ORDER BY o.id", OfferStore::made,
                Stream.of(Stream.of(from, to, currency.getCurrencyCode()), sites.values().stream(), site.stream())
                        .flatMap(some -> some).toArray());
    }

    /** At which of some sites anything was offered, in order. */
    List<String> sites(Tx tx, Sites sites) {
        return tx.list("SELECT DISTINCT site FROM offers WHERE " + sites.hold("site") + " ORDER BY site",
                row -> row.text("site"), sites.values().toArray());
    }

    private static MadeOffer made(Row row) {
        return new MadeOffer(row.number("id"), row.number("case_id"), row.text("site"), Gravity.of(row.text("gravity")),
                Responsibility.of(row.text("responsibility")), row.text("proposed"), row.number("proposed_worth"),
                row.text("offer"), Offer.Kind.of(row.text("kind")), row.text("title"), row.number("worth"),
                Currency.getInstance(row.text("currency")), row.maybeNumber("valid_days").map(Math::toIntExact),
                row.maybeText("reason"),
                row.maybeText("needed").map(ids -> Stream.of(ids.split(" ")).map(Limits.Kind::of).toList())
                        .orElse(List.of()),
                MadeOffer.State.of(row.text("state")), new Staff(row.text("asked_by"), row.text("asker")),
                row.time("asked_at"),
                row.maybeText("decided_by").map(by -> new MadeOffer.Decision(new Staff(by, row.text("decider")),
                        row.time("decided_at"), row.maybeText("word"))),
                row.maybeTime("granted_at"),
                row.maybeText("number").map(number -> new MadeOffer.Voucher(number, row.text("mark"),
                        row.time("valid_until"), step(row, "redeemed", "redeemer"))),
                step(row, "withdrawn", "withdrawer"));
    }

    private static Optional<MadeOffer.Step> step(Row row, String what, String who) {
        return row.maybeText(what + "_by")
                .map(by -> new MadeOffer.Step(new Staff(by, row.text(who)), row.time(what + "_at")));
    }
}
