package org.amends.hub.offers;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.Secrets;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.web.Pages;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;

/** Puts offers into the words that one member of staff reads. */
public final class OfferViews {

    private final Pages pages;
    private final Texts texts;
    private final Offers offers;
    private final Times times;
    private final Secrets secrets = new Secrets();

    public OfferViews(Pages pages, Offers offers, Times times) {
        this.pages = pages;
        texts = pages.texts();
        this.offers = offers;
        this.times = times;
    }

    /**
     * An offer as pages show it; empty is nothing to say.
     *
     * @param stands  where it stands, in words
     * @param code    for whoever may hand it over
     * @param mayBack whether the reader may take it back
     * @param theirs  whether the reader asked for it, so that somebody else decides
     */
    record Shown(long id, long caseId, String caseTitle, String site, String title, String kind, String worth, String state,
            String stands, String full, String word, String reason, String instead, String why, String code,
            boolean mayBack, boolean theirs, String asker, String judged) {
    }

    /** A choice in a form. */
    record Choice(String id, String words) {
    }

    /** What was offered on a case and on those merged into it, and what may be. */
    public String ofCase(RecoveryCase one, Collection<Long> withJoined, SignedIn who, String where) {
        boolean may = who.may(Permission.OFFERS_GRANT) && !one.state().isOver();
        Map<String, Object> model = new HashMap<>();
        model.put("id", one.id());
        model.put("where", where);
        model.put("csrf", who.csrf());
        model.put("made", offers.onCases(withJoined).stream().map(made -> shown(made, who)).toList());
        model.put("may", may);
        model.put("once", may ? secrets.token() : "");
        model.put("longest", Offers.LONGEST_WORDS);
        model.put("judgements", may ? judgements(one) : List.of());
        model.put("catalogue", may ? catalogue(one, who) : List.of());
        return pages.make("offers/case", model);
    }

    private List<Choice> judgements(RecoveryCase one) {
        return Arrays.stream(Responsibility.values()).map(whose -> new Choice(whose.id(),
                texts.say("offer.judged-proposes", texts.say("offer.judged." + whose.id()),
                        words(offers.policy().proposed(one.gravity(), whose)))))
                .toList();
    }

    private List<Choice> catalogue(RecoveryCase one, SignedIn who) {
        OfferPolicy policy = offers.policy();
        Limits limits = offers.limits(who, one.id());
        return policy.offers().values().stream().map(offer -> {
            boolean second = !limits.crossed(offer.worth(), policy.limit(who.rights().role()), policy.guest().alone())
                    .isEmpty()
                    || policy.secondFrom().isPresent() && offer.worth() >= policy.secondFrom().getAsLong();
            return new Choice(offer.id(),
                    second ? texts.say("offer.needs-second", words(offer)) : words(offer));
        }).toList();
    }

    private String words(Offer offer) {
        String title = offer.title(ReaderLanguage.now());
        return offer.worth() == 0
                ? title
                : texts.say("offer.worth", title, offers.policy().say(offer.worth(), ReaderLanguage.now()));
    }

    Shown shown(MadeOffer made, SignedIn who) {
        boolean redeemed = made.voucher().flatMap(MadeOffer.Voucher::redeemed).isPresent();
        boolean open = made.state() == MadeOffer.State.ASKED || made.state() == MadeOffer.State.GRANTED;
        return new Shown(made.id(), made.caseId(), texts.say("case.title", String.valueOf(made.caseId())), made.site(),
                made.title(), texts.say("offer.kind." + made.kind().id()), worth(made),
                redeemed ? "redeemed" : made.state().id(), stands(made), times.full(made.askedAt()),
                made.decided().flatMap(MadeOffer.Decision::word).orElse(""), made.reason().orElse(""),
                made.offer().equals(made.proposed())
                        ? ""
                        : texts.say("offer.instead", Optional.ofNullable(offers.policy().offers().get(made.proposed()))
                                .map(offer -> offer.title(ReaderLanguage.now())).orElse(made.proposed())),
                made.needed().isEmpty() ? "" : why(made.needed().stream().map(Limits.Kind::id).toList()),
                offers.codeFor(who.staff(), made).orElse(""), open && !redeemed && Offers.mayWithdraw(who, made),
                made.askedBy().name().equals(who.staff().name()), made.askedBy().displayName(),
                texts.say("offer.judged-as", texts.say("gravity." + made.gravity().id()),
                        texts.say("offer.judged." + made.responsibility().id())));
    }

    String worth(MadeOffer made) {
        return made.worth() == 0 ? "" : OfferPolicy.say(made.worth(), made.currency(), ReaderLanguage.now());
    }

    private String why(List<String> limits) {
        return limits.stream().map(limit -> texts.say("offer.limit." + limit)).collect(Collectors.joining(" "));
    }

    private String stands(MadeOffer made) {
        Optional<MadeOffer.Step> redeemed = made.voucher().flatMap(MadeOffer.Voucher::redeemed);
        if (redeemed.isPresent()) {
            return texts.say("offer.redeemed", redeemed.get().by().displayName(), times.clock(redeemed.get().at()));
        }
        return switch (made.state()) {
            case ASKED -> texts.say("offer.asked", made.askedBy().displayName(), times.clock(made.askedAt()));
            case GRANTED -> made.decided()
                    .map(by -> texts.say("offer.approved", made.askedBy().displayName(), by.by().displayName(),
                            times.clock(by.at())))
                    .orElseGet(() -> texts.say("offer.granted", made.askedBy().displayName(),
                            times.clock(made.grantedAt().orElseThrow())))
                    + made.voucher().map(voucher -> " · " + texts.say("offer.until", offers.day(voucher.until())))
                            .orElse("");
            case DECLINED -> texts.say("offer.declined", made.decided().orElseThrow().by().displayName(),
                    times.clock(made.decided().orElseThrow().at()));
            case WITHDRAWN -> texts.say("offer.withdrawn", made.withdrawn().orElseThrow().by().displayName(),
                    times.clock(made.withdrawn().orElseThrow().at()));
        };
    }

    /** Why somebody did not get what they asked for; empty if they did, or there is nothing to say it of. */
    public Optional<String> trouble(Offers.Outcome outcome) {
        return switch (outcome) {
            case Offers.Outcome.Granted _,Offers.Outcome.Asked _,Offers.Outcome.Done _,Offers.Outcome.NotThere _ ->
                Optional.empty();
            case Offers.Outcome.Beyond beyond -> Optional.of(texts.say("offer.beyond", why(beyond.limits())));
            case Offers.Outcome.ReasonWanted _ -> Optional.of(texts.say("offer.reason-wanted"));
            case Offers.Outcome.NoSuchOffer _ -> Optional.of(texts.say("offer.no-such"));
            case Offers.Outcome.CaseOver _ -> Optional.of(texts.say("offer.case-over"));
            case Offers.Outcome.OwnRequest _ -> Optional.of(texts.say("offer.own"));
            case Offers.Outcome.TooLate _ -> Optional.of(texts.say("offer.too-late"));
        };
    }
}
