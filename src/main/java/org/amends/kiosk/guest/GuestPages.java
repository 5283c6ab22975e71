package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.keyboard.TypedText;
import org.amends.kiosk.guest.language.LanguagePage;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.guest.question.ChoicesPage;
import org.amends.kiosk.guest.question.ContactPage;
import org.amends.kiosk.guest.question.FacesPage;
import org.amends.kiosk.guest.question.RecommendPage;
import org.amends.kiosk.guest.question.StarsPage;
import org.amends.kiosk.guest.question.WritingPage;
import org.amends.kiosk.guest.question.YesNoPage;
import org.amends.kiosk.guest.thanks.ApologyPage;
import org.amends.kiosk.guest.thanks.ThanksPage;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Consent;
import org.amends.survey.Question;

/** Makes the page of each state, and keeps what a guest is typing from one make of a page to the next. */
final class GuestPages {

    /** RFC 5321: no e-mail address is longer, and no entry takes one. */
    private static final int LONGEST_ADDRESS = 254;
    /** A longer first name than this has no room beside the rest. */
    private static final int LONGEST_SHOWN = 24;

    private final GuestJourney journey;
    private Touchpoint touchpoint;
    private final Look look;
    private final GuestTexts texts;
    private final boolean readsCards;
    private final Runnable onSwitches;

    /** What a guest is typing; it outlives a change of language, but not its question. */
    private TypedText typed = new TypedText();
    private Optional<String> typedFor = Optional.empty();

    /**
     * @param readsCards whether a guest's card can stand for an address
     * @param onSwitches the guest pressed the button that leads to the switches
     */
    GuestPages(GuestJourney journey, Touchpoint touchpoint, Look look, GuestTexts texts, boolean readsCards,
            Runnable onSwitches) {
        this.journey = journey;
        this.touchpoint = touchpoint;
        this.look = look;
        this.texts = texts;
        this.readsCards = readsCards;
        this.onSwitches = onSwitches;
    }

    /** Pages that are made from now on say this place. */
    void standsAt(Touchpoint place) {
        touchpoint = place;
    }

    /** Wipes what was typed where something else is asked from now on: whoever comes next must not find a word of it. */
    void wipeFor(State state) {
        if (question(state).equals(typedFor)) {
            return;
        }
        typed.wipe();
        // Another one, as whoever showed the last one watches it for as long as it lives.
        typedFor = question(state);
        typed = new TypedText(
                typedFor.map(journey.survey()::question).filter(Question.Contact.class::isInstance).isPresent()
                        ? LONGEST_ADDRESS
                        : TypedText.LIMIT);
    }

    /** What any page of a size stands in, with nothing to take back. */
    Surroundings around(Metrics metrics) {
        return around(metrics, Optional.empty());
    }

    /** @param undoTime how long the last answer can be taken back from now on */
    Page page(State state, Metrics metrics, Duration undoTime) {
        String language = state.language();
        Surroundings around = around(metrics, undo(state, undoTime));
        return switch (state) {
            case State.Idle idle -> faces(around, language, idle.question(), true);
            case State.Asking asking -> asking(around, language, asking.question());
            case State.ChoosingLanguage _ -> new LanguagePage(around, language, journey::speak);
            case State.Thanking thanking -> new ThanksPage(around, language,
                    thanking.given().flatMap(GuestJourney.Given::face), hasTold(thanking), next(thanking),
                    journey.wayBack(thanking).map(way -> new ThanksPage.WayBack(way.link(), way.code().forPeople(),
                            journey::leave)));
            case State.CannotSave _ -> new ApologyPage(around, language);
        };
    }

    private Surroundings around(Metrics metrics, Optional<Surroundings.Undo> undo) {
        return new Surroundings(metrics, look, texts, touchpoint, journey.survey().languages(), journey::chooseLanguage,
                undo,
                Optional.of(onSwitches));
    }

    private Page asking(Surroundings around, String language, Question question) {
        return switch (question) {
            case Question.Faces faces -> faces(around, language, faces, false);
            case Question.Stars stars -> new StarsPage(around, language, stars, journey::rate, journey::skip);
            case Question.Recommend recommend ->
                new RecommendPage(around, language, recommend, journey::rate, journey::skip);
            case Question.YesNo _,Question.SomebodyNow _ -> new YesNoPage(around, language, question, journey::say);
            case Question.WithChoices choices ->
                new ChoicesPage(around, language, choices, journey::choose, journey::skip);
            case Question.Comment comment ->
                new WritingPage(around, language, comment, typed, journey::comment, journey::skip);
            case Question.Contact contact -> new ContactPage(around, language, contact, typed,
                    (by, address, agreed) -> journey.contact(by, address, consents(agreed, language)),
                    Optional.<ContactPage.OnCard>of((uid, agreed) -> journey.card(uid, consents(agreed, language)))
                            .filter(_ -> readsCards),
                    journey::skip);
        };
    }

    private static List<Content.Consent> consents(List<Consent> agreed, String language) {
        return agreed.stream().map(consent -> new Content.Consent(consent.id(), consent.text().in(language))).toList();
    }

    private FacesPage faces(Surroundings around, String language, Question.Faces question, boolean nobodyIsHere) {
        Optional<Runnable> skip = Optional.<Runnable>of(journey::skip)
                .filter(_ -> !question.equals(journey.survey().first()));
        FacesPage faces = new FacesPage(around, language, question, journey::choose, skip);
        faces.setInviting(nobodyIsHere);
        return faces;
    }

    /** What is being asked, also while a language is chosen; empty for anything else. */
    private static Optional<String> question(State state) {
        return switch (state) {
            case State.Asking asking -> Optional.of(asking.question().id());
            case State.ChoosingLanguage choosing -> question(choosing.from());
            default -> Optional.empty();
        };
    }

    private Optional<Surroundings.Undo> undo(State state, Duration time) {
        boolean offered = !time.isZero() && (state instanceof State.Asking || state instanceof State.Thanking);
        return state.given().filter(_ -> offered).flatMap(GuestJourney.Given::last)
                .map(last -> new Surroundings.Undo(last.word(), time, journey::meantAnother, journey::lastStands));
    }

    private boolean hasTold(State.Thanking thanking) {
        return thanking.given().filter(given -> journey.isUnhappy(given) || journey.isCalled(given)).isPresent();
    }

    /** What happens next with what the guest said, as far as it is known. */
    Optional<ThanksPage.Next> next(State.Thanking thanking) {
        Optional<GuestJourney.News> news = thanking.given().flatMap(GuestJourney.Given::news);
        if (news.isPresent()) {
            return Optional.of(next(thanking.language(), news.get()));
        }
        boolean told = thanking.given().map(GuestJourney.Given::told).orElse(false);
        return Optional.of(told ? Text.TOLD : Text.WILL_BE_TOLD).filter(_ -> hasTold(thanking))
                .map(text -> new ThanksPage.Next(told ? "told" : "will-be-told", texts.in(thanking.language(), text)));
    }

    /** A name that the language's letters cannot write would be a row of empty boxes, and a long one no name. */
    private ThanksPage.Next next(String language, GuestJourney.News news) {
        String who = news.who().filter(name -> name.length() <= LONGEST_SHOWN
                && Typefaces.undrawable(language, name).isEmpty()).orElseGet(() -> texts.in(language, Text.SOMEBODY));
        return switch (news.step()) {
            case TAKEN -> new ThanksPage.Next("taken", texts.in(language, Text.TAKEN, who));
            case ON_THE_WAY -> new ThanksPage.Next("on-the-way", texts.in(language, Text.ON_THE_WAY, who));
            case HERE -> new ThanksPage.Next("here", texts.in(language, Text.HERE, who));
            case NOBODY_FREE -> new ThanksPage.Next("nobody-free", texts.in(language, Text.NOBODY_FREE));
        };
    }
}
