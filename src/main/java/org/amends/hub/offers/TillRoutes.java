package org.amends.hub.offers;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Pages;
import org.amends.hub.web.RateLimit;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;

/** The page at a till, where vouchers are looked at and redeemed. Codes are in no address and so in no log. */
public final class TillRoutes {

    private static final String PAGE = "/till";
    /** Whoever mistypes every other code comes along with that; a guesser does not. */
    private static final int MOST_WRONG = 10;
    private static final Duration WRONG_WITHIN = Duration.ofMinutes(10);

    private final StaffDoor door;
    private final Offers offers;
    private final Pages pages;
    private final Texts texts;
    private final Times times;
    private final OfferViews views;
    private final RateLimit wrong;

    /**
     * @param clock in the zone of the venue
     */
    public TillRoutes(StaffDoor door, Offers offers, Pages pages, Clock clock) {
        this.door = door;
        this.offers = offers;
        this.pages = pages;
        texts = pages.texts();
        times = new Times(clock);
        views = new OfferViews(pages, offers, times);
        wrong = new RateLimit(clock, MOST_WRONG, WRONG_WITHIN);
    }

    public List<Route> routes() {
        return List.of(Route.get(PAGE, door.page(Permission.TILL, (_, who) -> page(who, 200, "", ""))),
                Route.post(PAGE + "/look", door.form(Permission.TILL, (request, who) -> asked(request, who, false))),
                Route.post(PAGE + "/redeem", door.form(Permission.TILL, (request, who) -> asked(request, who, true))));
    }

    private Reply asked(Request request, SignedIn who, boolean redeem) {
        String typed = request.form("code").orElse("");
        Optional<Duration> later = wrong.tooMany(who.staff().name());
        if (later.isPresent()) {
            return page(who, 429, "", texts.say("till.later", later.get().toMinutes() + 1)).with("Retry-After",
                    String.valueOf(later.get().toSeconds()));
        }
        Optional<VoucherCode> code = VoucherCode.read(typed);
        Optional<MadeOffer> found = code.flatMap(one -> offers.voucher(who, one));
        if (found.isPresent() || code.isEmpty()) {
            // What cannot be a code at all was a slip of the finger, and guesses nothing.
            wrong.welcome(who.staff().name());
        }
        if (found.isEmpty()) {
            return page(who, 422, typed, texts.say("till.unknown"));
        }
        if (!redeem) {
            return page(who, 200, code.get(), found.get(), false);
        }
        boolean done = offers.redeem(who, found.get());
        return page(who, done ? 200 : 409, code.get(), offers.voucher(who, code.get()).orElseThrow(), done);
    }

    private Reply.Whole page(SignedIn who, int status, String typed, String trouble) {
        Map<String, Object> model = model(who, trouble);
        model.put("typed", typed.length() > 60 ? "" : typed);
        return Reply.page(status, pages.make("offers/till", model));
    }

    private Reply page(SignedIn who, int status, VoucherCode code, MadeOffer made, boolean done) {
        String why = done ? "" : whyNot(made);
        Map<String, Object> model = model(who, "");
        model.put("found", true);
        model.put("title", made.title());
        model.put("worth", views.worth(made));
        model.put("code", code.shown());
        model.put("good", !done && why.isEmpty());
        model.put("done", done);
        model.put("says", done
                ? texts.say("till.done")
                : why.isEmpty() ? texts.say("till.good", offers.day(made.voucher().orElseThrow().until())) : why);
        return Reply.page(status, pages.make("offers/till", model));
    }

    private static Map<String, Object> model(SignedIn who, String trouble) {
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("trouble", trouble);
        model.put("found", false);
        model.put("typed", "");
        return model;
    }

    /** Empty if it is good. */
    private String whyNot(MadeOffer made) {
        MadeOffer.Voucher voucher = made.voucher().orElseThrow();
        if (voucher.redeemed().isPresent()) {
            MadeOffer.Step redeemed = voucher.redeemed().get();
            return texts.say("till.redeemed", times.full(redeemed.at()), made.site(), redeemed.by().displayName());
        }
        if (made.state() == MadeOffer.State.WITHDRAWN) {
            return texts.say("till.withdrawn", times.full(made.withdrawn().orElseThrow().at()));
        }
        return times.now().isBefore(voucher.until()) ? "" : texts.say("till.expired", offers.day(voucher.until()));
    }
}
