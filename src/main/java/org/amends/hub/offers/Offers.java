package org.amends.hub.offers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.Secrets;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.KeyFile;
import org.amends.hub.storage.Tx;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Texts;

/**
 * What guests are offered. Whatever is granted is within limits, however many grant at once: what was granted so far is summed
 * up in the very transaction that grants, and of those there is one at a time.
 */
public final class Offers {

    /** The longest reason and the longest word to a decision, in characters. */
    public static final int LONGEST_WORDS = 200;

    private final Database database;
    private final Clock clock;
    private final Cases cases;
    private final AuditTrail audit;
    private final KeyFile key;
    private final OfferPolicy policy;
    private final GuestTeller teller;
    private final Bell news;
    private final Texts texts;
    private final Secrets secrets = new Secrets();
    private final OfferStore store = new OfferStore();

    /**
     * @param clock  in the zone of the venue, whose days limits count by
     * @param teller tells guests what they are offered
     * @param news   rung after each change
     */
    public Offers(Database database, Clock clock, Cases cases, AuditTrail audit, KeyFile key, OfferPolicy policy,
            GuestTeller teller, Bell news, Texts texts) {
        this.database = database;
        this.clock = clock;
        this.cases = cases;
        this.audit = audit;
        this.key = key;
        this.policy = policy;
        this.teller = teller;
        this.news = news;
        this.texts = texts;
    }

    /** Puts a message to the guest of a case into their thread, as part of a transaction. */
    @FunctionalInterface
    public interface GuestTeller {

        /**
         * @param who whose words they are; empty for the house's
         */
        void say(Tx tx, long caseId, Optional<Staff> who, String words);
    }

    /**
     * What somebody wants to offer.
     *
     * @param offer  the name of an offer; empty for what is proposed
     * @param reason why another than that, up to {@link #LONGEST_WORDS} characters
     * @param once   what tells a form that is posted twice from two forms
     */
    public record Wish(long caseId, Responsibility responsibility, Optional<String> offer, Optional<String> reason,
            String once) {
    }

    /** What became of it. */
    public sealed interface Outcome {

        /** The guest has it. */
        record Granted() implements Outcome {
        }

        /** It waits for a second person. */
        record Asked() implements Outcome {
        }

        /** It was declined, or taken back. */
        record Done() implements Outcome {
        }

        /** Limits are in the way. The names end the keys of texts. */
        record Beyond(List<String> limits) implements Outcome {
        }

        /** Another than the proposed one needs a reason. */
        record ReasonWanted() implements Outcome {
        }

        /** There is no offer of that name any more. */
        record NoSuchOffer() implements Outcome {
        }

        /** The case is closed. */
        record CaseOver() implements Outcome {
        }

        /** Nobody is the second person to what they asked for themselves. */
        record OwnRequest() implements Outcome {
        }

        /** Somebody was quicker: it is decided, redeemed or taken back. */
        record TooLate() implements Outcome {
        }

        /** There is nothing of that number for them. */
        record NotThere() implements Outcome {
        }
    }

    OfferPolicy policy() {
        return policy;
    }

    /** Offers something on a case: granted at once within the limits of who offers it, else a second person is asked. */
    public Outcome offer(SignedIn who, Wish wish) {
        requireShort(wish.reason());
        byte[] secret = policy.offers().values().stream().anyMatch(Offer::voucher) ? key.readOrMake() : new byte[0];
        return rung(() -> database.write(tx -> offer(tx, who, wish, secret)));
    }

    private Outcome offer(Tx tx, SignedIn who, Wish wish, byte[] secret) {
        Optional<RecoveryCase> found = cases.within(who.sites()).find(tx, wish.caseId());
        if (found.isEmpty()) {
            return new Outcome.NotThere();
        }
        Optional<MadeOffer> before = store.byForm(tx, wish.once());
        if (before.isPresent()) {
            return before.get().state() == MadeOffer.State.ASKED ? new Outcome.Asked() : new Outcome.Granted();
        }
        RecoveryCase on = found.get();
        if (on.state().isOver()) {
            return new Outcome.CaseOver();
        }
        Offer proposed = policy.proposed(on.gravity(), wish.responsibility());
        Offer offer = wish.offer().map(policy.offers()::get).orElse(wish.offer().isPresent() ? null : proposed);
        if (offer == null) {
            return new Outcome.NoSuchOffer();
        }
        if (!offer.equals(proposed) && wish.reason().isEmpty()) {
            return new Outcome.ReasonWanted();
        }
        Instant now = clock.instant();
        Limits limits = limits(tx, who, on.id(), now);
        List<Limits.Kind> needed = new ArrayList<>(
                limits.crossed(offer.worth(), policy.limit(who.rights().role()), policy.guest().alone()));
        if (policy.secondFrom().isPresent() && offer.worth() >= policy.secondFrom().getAsLong()) {
            needed.add(Limits.Kind.SECOND);
        }
        List<Limits.Kind> hopeless = limits.guest(offer.worth(), policy.guest().approved());
        if (!hopeless.isEmpty()) {
            return beyond(hopeless);
        }
        long id = store.add(tx, new OfferStore.Asked(wish.once(), on, wish.responsibility(), proposed, offer,
                offer.title(Locale.forLanguageTag(on.language())), policy.currency(), wish.reason(), needed, who.staff(),
                now)).orElseThrow();
        MadeOffer made = store.find(tx, who.sites(), id).orElseThrow();
        if (needed.isEmpty()) {
            grant(tx, made, on, who.staff(), now, secret);
            note(tx, who, made, What.OFFERED, AuditTrail.Action.OFFERED, now, Optional.empty());
            return new Outcome.Granted();
        }
        note(tx, who, made, What.OFFER_ASKED, AuditTrail.Action.OFFER_ASKED, now, Optional.empty());
        return new Outcome.Asked();
    }

    /** Grants what somebody else asked for, within the limits of who does so now. */
    public Outcome approve(SignedIn who, long id, Optional<String> word) {
        requireShort(word);
        byte[] secret = key.readOrMake();
        return rung(() -> database.write(tx -> {
            Optional<Outcome> hindrance = hindrance(tx, who, id);
            if (hindrance.isPresent()) {
                return hindrance.get();
            }
            MadeOffer made = store.find(tx, who.sites(), id).orElseThrow();
            RecoveryCase on = cases.find(tx, made.caseId()).orElseThrow();
            if (on.state() instanceof CaseState.Withdrawn) {
                return new Outcome.CaseOver();
            }
            if (!made.currency().equals(policy.currency())) {
                return new Outcome.NoSuchOffer();
            }
            Instant now = clock.instant();
            List<Limits.Kind> crossed = limits(tx, who, made.caseId(), now).crossed(made.worth(),
                    policy.limit(who.rights().role()), policy.guest().approved());
            if (!crossed.isEmpty()) {
                return beyond(crossed);
            }
            grant(tx, made, on, who.staff(), now, secret);
            store.decided(tx, id, who.staff().name(), now, word);
            note(tx, who, made, What.OFFER_APPROVED, AuditTrail.Action.OFFER_APPROVED, now, word);
            return new Outcome.Granted();
        }));
    }

    /** Declines what somebody else asked for. */
    public Outcome decline(SignedIn who, long id, Optional<String> word) {
        requireShort(word);
        return rung(() -> database.write(tx -> {
            Optional<Outcome> hindrance = hindrance(tx, who, id);
            if (hindrance.isPresent()) {
                return hindrance.get();
            }
            MadeOffer made = store.find(tx, who.sites(), id).orElseThrow();
            Instant now = clock.instant();
            store.decline(tx, id);
            store.decided(tx, id, who.staff().name(), now, word);
            note(tx, who, made, What.OFFER_DECLINED, AuditTrail.Action.OFFER_DECLINED, now, word);
            return new Outcome.Done();
        }));
    }

    /** Takes back what was granted or asked for, as long as no till took it: one's own, or as a second person may. */
    public Outcome withdraw(SignedIn who, long caseId, long id) {
        return rung(() -> database.write(tx -> {
            Optional<MadeOffer> found = store.find(tx, who.sites(), id).filter(made -> made.caseId() == caseId);
            if (found.isEmpty()) {
                return new Outcome.NotThere();
            }
            MadeOffer made = found.get();
            if (!mayWithdraw(who, made)) {
                return new Outcome.OwnRequest();
            }
            Instant now = clock.instant();
            if (!store.withdraw(tx, id, who.staff().name(), now)) {
                return new Outcome.TooLate();
            }
            if (made.state() == MadeOffer.State.GRANTED) {
                RecoveryCase on = cases.find(tx, made.caseId()).orElseThrow();
                teller.say(tx, on.id(), Optional.of(who.staff()), inLanguageOf(on,
                        () -> texts.say("offer.to-guest-withdrawn", made.title())));
            }
            note(tx, who, made, What.OFFER_WITHDRAWN, AuditTrail.Action.OFFER_WITHDRAWN, now, Optional.empty());
            return new Outcome.Done();
        }));
    }

    /** Whether somebody may take an offer back, as long as that goes. */
    static boolean mayWithdraw(SignedIn who, MadeOffer made) {
        return made.askedBy().name().equals(who.staff().name()) || who.may(Permission.OFFERS_APPROVE);
    }

    /** What was granted to the guest of a response, oldest first; of what was taken back, that it was. */
    public List<GuestOffer> ofResponse(Tx tx, UUID response, Locale language) {
        Optional<byte[]> secret = key.read();
        return store.ofResponse(tx, response).stream().map(made -> {
            boolean good = made.state() == MadeOffer.State.GRANTED;
            return new GuestOffer(made.title(), made.kind(),
                    made.worth() == 0
                            ? Optional.empty()
                            : Optional.of(OfferPolicy.say(made.worth(), made.currency(), language)),
                    good ? made.voucher().flatMap(voucher -> code(secret, voucher)) : Optional.empty(),
                    made.voucher().map(MadeOffer.Voucher::until),
                    made.voucher().flatMap(MadeOffer.Voucher::redeemed).map(MadeOffer.Step::at), !good);
        }).toList();
    }

    /** The code of a voucher as people read it; empty where the hub's key is not the one that it was made with. */
    private static Optional<String> code(Optional<byte[]> secret, MadeOffer.Voucher voucher) {
        return secret.flatMap(bytes -> Optional.of(VoucherCode.of(bytes, voucher.number()))
                .filter(code -> code.mark(bytes).equals(voucher.mark()))).map(VoucherCode::shown);
    }

    /** The code of an offer for whoever offered it, to hand it to a guest who stands there. */
    Optional<String> codeFor(Staff reader, MadeOffer made) {
        return made.state() == MadeOffer.State.GRANTED && made.askedBy().name().equals(reader.name())
                ? made.voucher().filter(voucher -> voucher.redeemed().isEmpty())
                        .flatMap(voucher -> code(key.read(), voucher))
                : Optional.empty();
    }

    /** How much waits for somebody as the second person. */
    public static long waiting(Database database, SignedIn who) {
        return database.read(tx -> new OfferStore().countWaiting(tx, who.sites(), who.staff().name()));
    }

    List<MadeOffer> waiting(SignedIn who, int most) {
        return database.read(tx -> store.waiting(tx, who.sites(), most));
    }

    List<MadeOffer> onCases(Collection<Long> ids) {
        return database.read(tx -> store.onCases(tx, ids));
    }

    /** What stands in the way of granting each offer of the catalogue at once. */
    Limits limits(SignedIn who, long caseId) {
        return database.read(tx -> limits(tx, who, caseId, clock.instant()));
    }

    List<MadeOffer> granted(SignedIn who, Optional<String> site, Instant from, Instant to) {
        return database.read(tx -> store.granted(tx, who.sites(), site, from, to, policy.currency()));
    }

    List<String> sites(SignedIn who) {
        return database.read(tx -> store.sites(tx, who.sites()));
    }

    /** The voucher of a code, at the sites of who asks; empty for anybody else's as for nobody's. */
    Optional<MadeOffer> voucher(SignedIn who, VoucherCode code) {
        return key.read().flatMap(secret -> database.read(tx -> store.byMark(tx, who.sites(), code.mark(secret))));
    }

    /** Redeems a voucher; false if it is not good, or was redeemed before. */
    boolean redeem(SignedIn who, MadeOffer made) {
        boolean redeemed = database.write(tx -> {
            Instant now = clock.instant();
            if (!store.redeem(tx, made.id(), who.staff().name(), now)) {
                return false;
            }
            note(tx, who, made, What.VOUCHER_REDEEMED, AuditTrail.Action.VOUCHER_REDEEMED, now, Optional.empty());
            return true;
        });
        if (redeemed) {
            news.ring();
        }
        return redeemed;
    }

    private Optional<Outcome> hindrance(Tx tx, SignedIn who, long id) {
        Optional<MadeOffer> made = store.find(tx, who.sites(), id);
        if (made.isEmpty()) {
            return Optional.of(new Outcome.NotThere());
        }
        if (made.get().askedBy().name().equals(who.staff().name())) {
            return Optional.of(new Outcome.OwnRequest());
        }
        return made.get().state() == MadeOffer.State.ASKED ? Optional.empty() : Optional.of(new Outcome.TooLate());
    }

    private Limits limits(Tx tx, SignedIn who, long caseId, Instant now) {
        Instant today = LocalDate.ofInstant(now, clock.getZone()).atStartOfDay(clock.getZone()).toInstant();
        return new Limits(store.spent(tx, who.staff().name(), today, policy.currency()),
                store.ofGuest(tx, caseId, now.minus(Duration.ofDays(policy.guest().days())), policy.currency()));
    }

    private void grant(Tx tx, MadeOffer made, RecoveryCase on, Staff within, Instant now, byte[] secret) {
        if (!store.grant(tx, made.id(), within.name(), now)) {
            throw new IllegalStateException("offer " + made.id() + " changed while it was granted");
        }
        Optional<Instant> until = made.validDays().map(days -> LocalDate.ofInstant(now, clock.getZone())
                .plusDays(days + 1L).atStartOfDay(clock.getZone()).toInstant());
        until.ifPresent(end -> {
            String number = secrets.token();
            store.giveCode(tx, made.id(), number, VoucherCode.of(secret, number).mark(secret), end);
        });
        teller.say(tx, on.id(), Optional.of(made.askedBy()), inLanguageOf(on, () -> until
                .map(end -> texts.say("offer.to-guest-code", made.title(), day(end)))
                .orElseGet(() -> texts.say("offer.to-guest", made.title()))));
    }

    /** The last day on which a voucher is good. */
    String day(Instant until) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(ReaderLanguage.now())
                .format(until.minusMillis(1).atZone(clock.getZone()));
    }

    /** In the guest's language where the hub speaks it, else in its first. */
    private static String inLanguageOf(RecoveryCase on, Supplier<String> words) {
        Locale guests = Locale.forLanguageTag(on.language());
        return ReaderLanguage.speaking(ReaderLanguage.SPOKEN.stream()
                .filter(one -> one.getLanguage().equals(guests.getLanguage())).findFirst()
                .orElse(ReaderLanguage.SPOKEN.getFirst()), words);
    }

    private void note(Tx tx, SignedIn who, MadeOffer made, What what, AuditTrail.Action action, Instant now,
            Optional<String> word) {
        String words = made.title()
                + (made.worth() == 0 ? "" : " · " + OfferPolicy.say(made.worth(), made.currency(), Locale.ENGLISH))
                + word.map(said -> "\n" + said).orElse("");
        cases.note(tx, made.caseId(), now, what, Optional.of(who.staff()), Optional.of(words));
        audit.note(tx, who.staff(), action, AuditTrail.Subject.of(made.caseId(), made.site()));
    }

    private static Outcome beyond(List<Limits.Kind> limits) {
        return new Outcome.Beyond(limits.stream().map(Limits.Kind::id).toList());
    }

    private static void requireShort(Optional<String> words) {
        if (words.filter(text -> text.length() > LONGEST_WORDS).isPresent()) {
            throw new IllegalArgumentException("words have at most " + LONGEST_WORDS + " characters");
        }
    }

    private Outcome rung(Supplier<Outcome> step) {
        Outcome outcome = step.get();
        if (outcome instanceof Outcome.Granted || outcome instanceof Outcome.Asked || outcome instanceof Outcome.Done) {
            news.ring();
        }
        return outcome;
    }
}
