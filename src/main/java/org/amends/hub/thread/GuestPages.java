package org.amends.hub.thread;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.offers.GuestOffer;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.FollowUp;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Staff;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Request;

/** Makes what a guest reads on their own phone. */
final class GuestPages {

    /** Alike in every language. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    /** Best first, as on a terminal. */
    private static final List<Answer> ANSWERS = List.of(new Answer(5, "very-good"), new Answer(4, "good"),
            new Answer(3, "fair"), new Answer(2, "poor"), new Answer(1, "very-poor"));

    private final Pages pages;
    private final Clock clock;
    private final GuestTexts texts = new GuestTexts();

    /** A face that can be pressed. */
    record Answer(int score, String face) {
    }

    /** A message as the page shows it. */
    record Line(boolean theirs, String who, String clock, String iso, String words) {
    }

    /**
     * Something to make amends as the page shows it.
     *
     * @param worth with the currency; empty for what has none
     * @param code  for the till; empty where none is needed, and once it is used
     * @param fate  until when it is good, or when it was used; empty where neither is
     */
    record Gift(String title, String worth, String code, String fate) {
    }

    /**
     * @param clock in the zone of the venue
     */
    GuestPages(Pages pages, Clock clock) {
        this.pages = pages;
        this.clock = clock;
    }

    GuestTexts.Speaking in(String language) {
        return texts.in(language);
    }

    GuestTexts.Speaking asked(Request request) {
        return texts.asked(request.header("Accept-Language"));
    }

    /**
     * Where a code is typed.
     *
     * @param notice what there is to say first; empty for nothing
     * @param wrong  whether it is that a code was wrong
     */
    String door(GuestTexts.Speaking speaking, String notice, boolean wrong) {
        Map<String, Object> model = model(speaking, "code-title");
        model.put("notice", notice);
        model.put("wrong", wrong);
        return pages.make("thread/door", model);
    }

    /** Of what became no case. */
    String thanks(GuestTexts.Speaking speaking, String here, GuestLink link) {
        Map<String, Object> model = model(speaking, "title");
        model.put("here", here);
        model.put("site", link.site());
        model.put("standing", speaking.say("have-it"));
        return pages.make("thread/thanks", model);
    }

    /** Whether all is to be erased. */
    String erase(GuestTexts.Speaking speaking, String here) {
        Map<String, Object> model = model(speaking, "erase-title");
        model.put("here", here);
        return pages.make("thread/erase", model);
    }

    /**
     * How it goes, and what was written.
     *
     * @param here    the address of the page
     * @param offers  what was granted to them
     * @param asked   whether they are asked how content they are now, or were
     * @param trouble why what they wrote was not taken; empty if it is no such page
     * @param typed   that
     */
    String thread(GuestTexts.Speaking speaking, String here, RecoveryCase found, List<ThreadMessage> messages,
            List<GuestOffer> offers, Optional<FollowUp> asked, String trouble, String typed) {
        Map<String, Object> model = model(speaking, "title");
        model.put("here", here);
        model.put("site", found.where().site());
        model.put("place", found.where().name());
        model.put("standing", standing(speaking, found.state(), found));
        model.put("lines", messages.stream().map(message -> line(speaking, message)).toList());
        model.put("gifts",
                offers.stream().filter(offer -> !offer.withdrawn()).map(offer -> gift(speaking, offer)).toList());
        model.put("asked", asked.filter(GuestPages::isOpen).isPresent());
        model.put("answered", asked.filter(one -> one.score().isPresent()
                && found.state() instanceof CaseState.Closed).isPresent());
        model.put("answers", ANSWERS);
        model.put("trouble", trouble);
        model.put("typed", typed);
        model.put("longest", Threads.LONGEST);
        return pages.make("thread/guest", model);
    }

    /** An answer counts however late it is, so who was silent may still press. */
    private static boolean isOpen(FollowUp asked) {
        return asked.outcome() == FollowUp.Outcome.WAITING || asked.outcome() == FollowUp.Outcome.SILENT;
    }

    private String standing(GuestTexts.Speaking speaking, CaseState state, RecoveryCase found) {
        return switch (state) {
            case CaseState.New _ -> speaking.say("heard");
            case CaseState.Taken _ when found.onSite().resolvedAt().isPresent() -> speaking.say("done");
            case CaseState.Taken taken when found.onSite().arrivedAt().isPresent() ->
                speaking.say("here", calledBy(taken.by()));
            case CaseState.Taken taken -> speaking.say(
                    found.somebody().orElse(false) && !found.late() ? "on-the-way" : "taken", calledBy(taken.by()));
            case CaseState.Closed _ -> speaking.say("done");
            // The case that goes on in its place is shown instead; and who took back what they said is heard all the same.
            case CaseState.Merged _,CaseState.Withdrawn _ -> speaking.say("have-it");
        };
    }

    /** Of what colleagues read of somebody, a guest reads the first word only. */
    private static String calledBy(Staff staff) {
        return staff.displayName().strip().split("\\s+")[0];
    }

    private Line line(GuestTexts.Speaking speaking, ThreadMessage message) {
        boolean theirs = message.author() == ThreadMessage.Author.GUEST;
        return new Line(theirs,
                theirs ? speaking.say("you") : message.who().map(GuestPages::calledBy).orElse(speaking.say("team")),
                clock(message.at()), message.at().toString(), message.words());
    }

    private Gift gift(GuestTexts.Speaking speaking, GuestOffer offer) {
        boolean used = offer.redeemedAt().isPresent();
        DateTimeFormatter date = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(speaking.locale())
                .withZone(clock.getZone());
        return new Gift(offer.title(), offer.worth().orElse(""), used ? "" : offer.code().orElse(""),
                offer.redeemedAt().map(at -> speaking.say("offer-used", date.format(at)))
                        .or(() -> offer.validUntil()
                                .map(end -> speaking.say("offer-until", date.format(end.minusMillis(1)))))
                        .orElse(""));
    }

    /** By the clock on the wall of the venue, with the day when it is not today. */
    private String clock(Instant then) {
        ZonedDateTime local = then.atZone(clock.getZone());
        return (local.toLocalDate().equals(clock.instant().atZone(clock.getZone()).toLocalDate()) ? TIME : DAY)
                .format(local);
    }

    private static Map<String, Object> model(GuestTexts.Speaking speaking, String title) {
        Map<String, Object> model = new HashMap<>();
        model.put("t", speaking.texts());
        model.put("lang", speaking.language());
        model.put("dir", speaking.direction());
        model.put("title", speaking.say(title));
        return model;
    }
}
