package org.amends.hub.recovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.amends.hub.intake.Desk;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.Keywords.Folded;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Entry;

/** What one entry of the ledger means for cases. */
final class CaseRules {

    private static final Logger LOG = System.getLogger(CaseRules.class.getName());

    /** Of what one guest pressed and wrote so much is shown on a case; the ledger has all of it. */
    private static final int MOST_SHOWN = 4000;

    /** Nobody waits longer than that at a place where they pressed a face. */
    static final Duration LATE_AFTER = Duration.ofMinutes(15);
    /** What staff read in place of words that cannot be opened; the ledger keeps those as they came. */
    private static final String NO_KEY = "sealed words that this hub has no key for";

    /** What staff read of a call that no guest made. */
    private static final String BY_STAFF = "Staff ask for a colleague";

    private final Ledger ledger;
    private final SealedEntries sealed;
    private final RuleBook book;
    private final ZoneId zone;
    private final CaseStore store = new CaseStore();
    private final StaffSteps steps = new StaffSteps(store);

    /**
     * @param book the rules in force
     * @param zone the venue's
     */
    CaseRules(Ledger ledger, SealedEntries sealed, RuleBook book, ZoneId zone) {
        this.ledger = ledger;
        this.sealed = sealed;
        this.book = book;
        this.zone = zone;
    }

    /** An entry that may open a case or fill one in. */
    record Matter(Ledger.Kept kept, Entry entry) {
    }

    /** An entry with its content readable, be it that it came sealed. */
    record Said(Ledger.Kept kept, Entry entry, Content content) {
    }

    /** What of an entry may matter; most ratings do not. Nothing is asked of the database for it. */
    Optional<Matter> matter(Ledger.Kept kept) {
        return readable(kept).filter(
                entry -> !(entry.content() instanceof Content.Rating rating) || rating.score() <= book.highestScore())
                .map(entry -> new Matter(kept, entry));
    }

    /** Opens a case or changes one, if there is reason to. */
    void apply(Tx tx, Matter matter) {
        if (!ledger.stillHas(tx, matter.kept())) {
            return; // its guest had it erased in this moment
        }
        Optional<Long> there = store.ofResponse(tx, matter.entry().response());
        if (matter.entry().content() instanceof Content.Sealed box && box.what().equals(Content.StaffStep.SEALED_AS)) {
            sealed.open(matter.entry().id(), box).filter(Content.StaffStep.class::isInstance)
                    .ifPresent(step -> steps.apply(tx, matter, (Content.StaffStep) step));
            return;
        }
        if (there.isEmpty() && !book.mayBegin(matter.entry().content())) {
            return;
        }
        List<Said> all = new ArrayList<>(said(tx, matter.entry().response(), matter.kept().position()));
        List<Said> before = List.copyOf(all);
        all.add(said(matter.kept(), matter.entry()));
        there.ifPresentOrElse(id -> change(tx, id, before, all), () -> open(tx, all));
    }

    /**
     * A guest who pressed a happy face may be in need all the same, and so may who pressed nothing but a button that calls:
     * rules look at all that was said so far, in whatever order it arrived.
     */
    private void open(Tx tx, List<Said> all) {
        List<Said> still = counting(all);
        RuleBook.Judgement judged = book.judge(facts(all, still));
        judged.decides().ifPresent(rule -> {
            Optional<Said> rated = rated(still, rule);
            Said opener = rated.orElse(all.getLast());
            Instant at = opener.kept().happenedAt();
            Optional<Desk.Heard> heard = ledger.heard(tx, opener.entry().response());
            store.open(tx, new CaseStore.Opening(opener.entry().response(), opener.entry().id(),
                    opener.entry().touchpoint(), opener.entry().language(),
                    rated.map(said -> (Content.Rating) said.content()), at, opener.kept().uncertainty(),
                    late(opener.kept()), heard.isPresent() ? RecoveryCase.Kind.HEARD : RecoveryCase.Kind.GUEST, rule))
                    .ifPresent(id -> {
                        heard.ifPresent(by -> store.note(tx, id, by.enteredAt(), What.HEARD, Optional.of(by.by()),
                                Optional.of(by.channel().id())));
                        store.note(tx, id, at, What.OPENED, Optional.empty(), Optional.of(rule.name()));
                        all.stream().filter(said -> !(said.content() instanceof Content.Rating))
                                .forEach(said -> note(tx, id, said));
                        store.show(tx, id, shown(still));
                        tag(tx, id, List.of(), judged, at);
                    });
        });
    }

    private void change(Tx tx, long id, List<Said> before, List<Said> all) {
        RecoveryCase found = store.find(tx, id).orElseThrow();
        Said last = all.getLast();
        Instant at = last.kept().happenedAt();
        List<Said> still = counting(all);
        RuleBook.Judgement judged = book.judge(facts(all, still));
        if (!(last.content() instanceof Content.Rating)) {
            note(tx, id, last);
        }
        store.show(tx, id, shown(still));
        judged.decides().ifPresentOrElse(rule -> {
            // A further face shows only where the one that the case was opened by no longer counts.
            if (found.isCallAlone() || still.stream().noneMatch(said -> said.entry().id().equals(found.entry()))) {
                rated(still, rule).ifPresent(rated -> {
                    store.sayInstead(tx, id, rated.entry(), (Content.Rating) rated.content());
                    if (rated == last) {
                        store.note(tx, id, at, What.OPENED, Optional.empty(), Optional.of(rule.name()));
                    }
                });
            }
            store.reopen(tx, id);
            raise(tx, found, rule, at);
        }, () -> {
            // Where no rule applied before either, the rules have changed, not the guest's mind.
            if (last.content() instanceof Content.Correction
                    && book.judge(facts(before, counting(before))).decides().isPresent()) {
                store.withdraw(tx, id, at);
            }
        });
        tag(tx, id, found.tags(), judged, at);
        if (found.state() instanceof CaseState.Merged merged) {
            passOn(tx, id, merged.into(), last, judged, at);
        }
    }

    /**
     * What a guest adds to a case that was merged into another presses there, as nobody works on the first any more.
     *
     * @param from the case that it was said on
     * @param id   the one that may have to do with it
     */
    private void passOn(Tx tx, long from, long id, Said last, RuleBook.Judgement judged, Instant at) {
        RecoveryCase other = store.find(tx, id).orElseThrow();
        if (other.state() instanceof CaseState.Merged merged) {
            passOn(tx, from, merged.into(), last, judged, at);
        } else if (!other.state().isOver()) {
            if (last.content() instanceof Content.SomebodyNow asked && asked.wanted()
                    && !other.somebody().orElse(false)) {
                store.wantSomebody(tx, id);
                store.note(tx, id, at, What.SOMEBODY_NOW, Optional.empty(), Optional.of(String.valueOf(from)));
            }
            judged.decides().ifPresent(rule -> raise(tx, other, rule, at));
        }
    }

    private void raise(Tx tx, RecoveryCase found, Rule rule, Instant at) {
        if (rule.gravity().compareTo(found.gravity()) > 0) {
            store.gravity(tx, found.id(), rule.gravity());
            store.note(tx, found.id(), at, What.RAISED, Optional.empty(),
                    Optional.of(rule.gravity().id() + " " + rule.name()));
        }
    }

    private void tag(Tx tx, long id, List<String> has, RuleBook.Judgement judged, Instant at) {
        List<String> more = judged.tags().stream().filter(tag -> !has.contains(tag)).toList();
        if (!more.isEmpty()) {
            store.tag(tx, id, more);
            store.note(tx, id, at, What.TAGGED, Optional.empty(), Optional.of(String.join(", ", more)));
        }
    }

    /** The face that a rule is about: the first that is low enough for it, else the last of all. */
    private static Optional<Said> rated(List<Said> still, Rule rule) {
        List<Said> faces = still.stream().filter(said -> said.content() instanceof Content.Rating).toList();
        Optional<Said> lowEnough = faces.stream()
                .filter(said -> rule.when().scoreAtMost().filter(most -> score(said) <= most).isPresent()).findFirst();
        return lowEnough.isPresent() || faces.isEmpty() ? lowEnough : Optional.of(faces.getLast());
    }

    private static int score(Said said) {
        return ((Content.Rating) said.content()).score();
    }

    /**
     * What rules go by.
     *
     * @param all   all that was said so far, at least one
     * @param still what of that still counts
     */
    Facts facts(List<Said> all, List<Said> still) {
        List<Integer> scores = new ArrayList<>();
        Set<String> choices = new TreeSet<>();
        StringBuilder comment = new StringBuilder();
        Optional<Boolean> somebody = Optional.empty();
        boolean commented = false;
        for (Said said : still) {
            switch (said.content()) {
                case Content.Rating rating -> scores.add(rating.score());
                case Content.SomebodyNow asked -> somebody = Optional.of(asked.wanted());
                case Content.Reason reason -> {
                    choices.add(Folded.of(reason.choice()).text());
                    choices.add(Folded.of(reason.label()).text());
                }
                case Content.Comment written -> {
                    commented = true;
                    comment.append(written.text().equals(NO_KEY) ? "" : written.text()).append('\n');
                }
                case Content.Sealed box -> commented |= box.what().equals("comment");
                default -> {
                    // nothing that rules go by
                }
            }
        }
        Said first = all.getFirst();
        return new Facts(first.entry().touchpoint(), first.entry().language(), first.kept().happenedAt().atZone(zone),
                scores, somebody, choices, Folded.of(comment.toString()), commented);
    }

    /** Without what was taken back, and without the corrections that did so. */
    static List<Said> counting(List<Said> all) {
        List<Said> still = new ArrayList<>();
        for (Said one : all) {
            if (one.content() instanceof Content.Correction correction) {
                still.removeIf(is -> is.content().question().equals(correction.question()));
            } else {
                still.add(one);
            }
        }
        return still;
    }

    /** What a response said before a position, oldest first. */
    List<Said> said(Tx tx, UUID response, long before) {
        return ledger.ofResponse(tx, response, before).stream()
                .flatMap(kept -> readable(kept).map(entry -> said(kept, entry)).stream()).toList();
    }

    private Said said(Ledger.Kept kept, Entry entry) {
        return new Said(kept, entry, opened(entry));
    }

    /** Only what is late for certain is: a guest who may still be there is not kept waiting for doubt. */
    static boolean late(Ledger.Kept kept) {
        Instant latest = kept.happenedAt().plus(kept.uncertainty().orElse(Duration.ZERO));
        return Duration.between(latest, kept.receivedAt()).compareTo(LATE_AFTER) > 0;
    }

    /** Whether a colleague called for somebody, and no guest did. */
    static boolean isStaffCall(RecoveryCase found) {
        return found.isCallAlone() && found.reason().filter(BY_STAFF::equals).isPresent();
    }

    /** What staff read of a response on its case. */
    static CaseStore.Shown shown(List<Said> still) {
        Optional<String> reason = Optional.empty();
        Optional<String> comment = Optional.empty();
        Optional<Boolean> somebody = Optional.empty();
        Optional<String> contact = Optional.empty();
        Optional<Instant> left = Optional.empty();
        Set<String> guest = new LinkedHashSet<>();
        Optional<String> reply = Optional.empty();
        for (Said said : still) {
            switch (said.content()) {
                case Content.Reason pressed -> reason = Optional.of(added(reason, ", ", pressed.label()));
                case Content.Comment written -> comment = Optional.of(added(comment, "\n", written.text()));
                case Content.SomebodyNow asked -> {
                    somebody = Optional.of(asked.wanted());
                    if (asked.question().equals(Content.SomebodyNow.STAFF_CALL)) {
                        reason = Optional.of(added(reason, ", ", BY_STAFF));
                    }
                }
                case Content.Contact given -> {
                    contact = Optional.of(shown(given));
                    reply = Optional.of(given.address()).filter(_ -> given.by().equals("email")
                            && given.consents().stream().anyMatch(agreed -> agreed.id().equals(Content.Consent.REPLY)));
                    guest.add("address " + Cases.sameAddress(given.address()));
                }
                case Content.Card card -> {
                    contact = Optional.of(contact.map(known -> known + "; " + shown(card)).orElse(shown(card)));
                    guest.add("card " + card.uid());
                }
                case Content.Left _ -> left = Optional.of(said.kept().happenedAt());
                case Content.Rating _,Content.YesNo _,Content.Recommendation _,Content.StaffNear _,Content.StaffStep _,Content.RecoveryToken _,Content.Correction _,Content.Sealed _ -> {
                    // a face stands on the case by itself; the others are in its history or counted in trends
                }
            }
        }
        return new CaseStore.Shown(reason, comment, somebody, contact, left, guest, reply);
    }

    private void note(Tx tx, long id, Said said) {
        Instant at = said.kept().happenedAt();
        switch (said.content()) {
            case Content.Reason reason ->
                store.note(tx, id, at, What.REASON, Optional.empty(), Optional.of(reason.label()));
            case Content.Comment comment ->
                store.note(tx, id, at, What.COMMENT, Optional.empty(), Optional.of(comment.text()));
            case Content.Contact _ -> store.note(tx, id, at, What.CONTACT, Optional.empty(), Optional.empty());
            case Content.Card _ -> store.note(tx, id, at, What.CARD, Optional.empty(), Optional.empty());
            case Content.StaffNear near ->
                store.note(tx, id, at, What.STAFF_NEAR, Optional.empty(), Optional.of(near.badge()));
            case Content.SomebodyNow asked -> store.note(tx, id, at, asked.wanted() ? What.SOMEBODY_NOW : What.NOBODY_NOW,
                    Optional.empty(), Optional.empty());
            case Content.Correction _ -> store.note(tx, id, at, What.CORRECTED, Optional.empty(), Optional.empty());
            case Content.Left _ -> store.note(tx, id, at, What.LEFT, Optional.empty(), Optional.empty());
            case Content.YesNo _,Content.Recommendation _ -> {
                // counted in trends; nobody goes anywhere for it
            }
            case Content.RecoveryToken _ -> {
                // it lets the guest come back; staff learn nothing by it
            }
            case Content.StaffStep _ -> {
                // only what was sealed is believed: whose badge it is stands nowhere in the open
            }
            case Content.Sealed _ -> throw new IllegalStateException("what is sealed was opened before");
            case Content.Rating _ -> throw new IllegalStateException("a rating opens, it does not fill in");
        }
    }

    private Content opened(Entry entry) {
        return entry.content() instanceof Content.Sealed box
                ? sealed.open(entry.id(), box)
                        .filter(inside -> inside instanceof Content.Comment || inside instanceof Content.Contact
                                || inside instanceof Content.Card || inside instanceof Content.StaffNear)
                        .orElseGet(() -> new Content.Comment(box.question(), NO_KEY))
                : entry.content();
    }

    private static String shown(Content.Contact contact) {
        return contact.address() + " (" + words(contact.consents()) + ")";
    }

    private static String shown(Content.Card card) {
        return "card " + card.uid() + " (" + words(card.consents()) + ")";
    }

    private static String words(List<Content.Consent> consents) {
        return consents.stream().map(Content.Consent::words).collect(Collectors.joining("; "));
    }

    private static String added(Optional<String> before, String between, String more) {
        String all = before.map(words -> words + between + more).orElse(more);
        return all.length() <= MOST_SHOWN ? all : before.orElse(more);
    }

    /** A response as it lies in the ledger: what came sealed stays so. */
    static List<Said> asKept(List<Ledger.Kept> response) {
        return response.stream()
                .flatMap(kept -> readable(kept).map(entry -> new Said(kept, entry, entry.content())).stream()).toList();
    }

    /** One entry that cannot be read must not hold up all that came after it. */
    static Optional<Entry> readable(Ledger.Kept kept) {
        try {
            return Optional.of(kept.entry());
        } catch (IllegalArgumentException unreadable) {
            LOG.log(Level.ERROR, "the entry at ledger position {0} cannot be read and opens no case", kept.position());
            return Optional.empty();
        }
    }
}
