package org.amends.kiosk.guest;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javafx.animation.Animation;
import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.ParallelTransition;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.animation.TranslateTransition;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.keyboard.TypedText;
import org.amends.kiosk.guest.language.LanguagePage;
import org.amends.kiosk.guest.language.SwitchesPage;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.kiosk.guest.look.Switches;
import org.amends.kiosk.guest.look.TimeNotice;
import org.amends.kiosk.guest.question.ChoicesPage;
import org.amends.kiosk.guest.question.ContactPage;
import org.amends.kiosk.guest.question.FacesPage;
import org.amends.kiosk.guest.question.RecommendPage;
import org.amends.kiosk.guest.question.StarsPage;
import org.amends.kiosk.guest.question.WritingPage;
import org.amends.kiosk.guest.question.YesNoPage;
import org.amends.kiosk.guest.thanks.ApologyPage;
import org.amends.kiosk.guest.thanks.ThanksPage;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Answer;
import org.amends.survey.Question;
import org.amends.survey.Survey;

/**
 * Shows the journey's state as a page that fills whatever size it is given, passes touches on, and keeps the time. A touch
 * that falls into a page's arrival is dropped: it was meant for the page before.
 */
public final class GuestScreens extends StackPane {

    /** Tried in order until all of a page fits. */
    private static final double[] FITS = {1, 0.85, 0.72, 0.6, 0.5, 0.4};
    private static final double ROLLED_FIT = 0.6;

    /** Often enough for a number that changes every second. */
    private static final Duration BETWEEN_LOOKS = Duration.millis(250);

    /** RFC 5321: no e-mail address is longer, and no entry takes one. */
    private static final int LONGEST_ADDRESS = 254;

    private final GuestJourney journey;
    private final Survey survey;
    private final Touchpoint touchpoint;
    private final Persona persona;
    private final Look look;
    private final GuestTexts texts;
    private final java.time.Duration undoTime;
    private final ToDoubleFunction<GuestScreens> pxPerMm;
    private final Assistance assistance;
    private final Patience patience;
    private final DoublePress doublePress;
    private final Timeline looks = new Timeline(new KeyFrame(BETWEEN_LOOKS, _ -> lookAtTime()));
    private final PauseTransition arrival = new PauseTransition(Look.ARRIVAL);

    /** What a guest is typing; it outlives a change of language, but not its question. */
    private TypedText typed = new TypedText();
    private Optional<String> typedFor = Optional.empty();
    private Page page;
    private State shown;
    private Optional<TimeNotice> notice = Optional.empty();
    private Switches switches = Switches.NONE;
    private boolean switching;
    private boolean arriving;
    /** All of a press that is dropped, from the finger's coming down until it comes down again. */
    private boolean droppingPress;

    /** Screens with neither guard nor sound. */
    public GuestScreens(GuestJourney journey, Survey survey, Touchpoint touchpoint, Persona persona, Look look,
            GuestTexts texts, java.time.Duration undoTime, ToDoubleFunction<GuestScreens> pxPerMm) {
        this(journey, survey, touchpoint, persona, look, texts, undoTime, pxPerMm, Assistance.silent());
    }

    /**
     * @param undoTime how long the last answer can be taken back
     * @param pxPerMm pixels in a millimetre of the screen these screens stand on
     */
    public GuestScreens(GuestJourney journey, Survey survey, Touchpoint touchpoint, Persona persona, Look look,
            GuestTexts texts, java.time.Duration undoTime, ToDoubleFunction<GuestScreens> pxPerMm,
            Assistance assistance) {
        this.journey = journey;
        this.survey = survey;
        this.touchpoint = touchpoint;
        this.persona = persona;
        this.look = look;
        this.texts = texts;
        this.undoTime = undoTime;
        this.pxPerMm = pxPerMm;
        this.assistance = assistance;
        patience = new Patience(assistance.nanos());
        doublePress = new DoublePress(assistance.guardTime(), assistance.nanos());
        look.dress(this);
        looks.setCycleCount(Animation.INDEFINITE);
        arrival.setOnFinished(_ -> arrived());
        addEventFilter(MouseEvent.ANY, this::onMouse);
        addEventFilter(KeyEvent.ANY, this::onKey);
        addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> journey.touched());
        widthProperty().addListener(_ -> rebuild());
        heightProperty().addListener(_ -> rebuild());
        journey.watch(this::show);
    }

    /** The state whose page takes touches now, or null while one is arriving or the guard drops them. */
    public State ready() {
        return arriving || page == null || isAtEdge(shown) && doublePress.isRunning() ? null : shown;
    }

    private void show(State state) {
        State before = shown;
        shown = state;
        boolean wasSwitching = switching;
        if (wasSwitching && before instanceof State.Thanking && state instanceof State.Thanking) {
            return; // told meanwhile, which is seen when the switches are left
        }
        switching = false;
        if (state instanceof State.Idle) {
            turn(Switches.NONE);
        }
        noteEdge(before, state);
        waitFor(state);
        if (!question(state).equals(typedFor)) {
            // Whoever comes next must not find a word of it.
            typed.wipe();
            // Another one, as whoever showed the last one watches it for as long as it lives.
            typedFor = question(state);
            typed = new TypedText(typedFor.map(survey::question).filter(Question.Contact.class::isInstance).isPresent()
                    ? LONGEST_ADDRESS
                    : TypedText.LIMIT);
        }
        if (before instanceof State.Thanking && state instanceof State.Thanking && page instanceof ThanksPage thanks) {
            thanks.told();
            return;
        }
        boolean samePage = !wasSwitching && before instanceof State.Idle && state instanceof State.Asking asking
                && asking.given().isEmpty()
                && before.language().equals(state.language()) && page instanceof FacesPage;
        if (samePage) {
            ((FacesPage) page).setInviting(false);
            return;
        }
        if (rebuild() && before != null) {
            arrive();
        }
    }

    private boolean rebuild() {
        if (getWidth() < 1 || getHeight() < 1) {
            return false;
        }
        setNodeOrientation(Look.direction(shown.language()));
        for (double fit : FITS) {
            build(fit, false);
            if (page.fits()) {
                return true;
            }
        }
        if (switches.largeText() || switches.reach()) {
            build(ROLLED_FIT, true);
            page.roll();
            page.layout();
        }
        return true;
    }

    private void build(double fit, boolean rolls) {
        if (page != null) {
            page.hidden();
        }
        page = page(shown, fit, rolls);
        getChildren().setAll(page);
        notice = Optional.empty();
        page.applyCss();
        page.resize(getWidth(), getHeight());
        page.layout();
    }

    private Page page(State state, double fit, boolean rolls) {
        String language = state.language();
        Metrics metrics = new Metrics(persona, getWidth(), getHeight(), pxPerMm.applyAsDouble(this), fit, switches, rolls);
        Surroundings around = new Surroundings(metrics, look, texts, touchpoint, survey.languages(),
                journey::chooseLanguage, switching ? Optional.empty() : undo(state), Optional.of(this::openSwitches));
        if (switching) {
            return new SwitchesPage(around, language, switches, Optional.empty(), now -> {
                turn(now);
                showAgain();
            }, this::closeSwitches);
        }
        return switch (state) {
            case State.Idle idle -> faces(around, language, idle.question(), true);
            case State.Asking asking -> asking(around, language, asking.question());
            case State.ChoosingLanguage _ -> new LanguagePage(around, language, journey::speak);
            case State.Thanking thanking ->
                new ThanksPage(around, language, thanking.given().flatMap(GuestJourney.Given::face),
                        isUnhappy(thanking), thanking.given().map(GuestJourney.Given::told).orElse(false));
            case State.CannotSave _ -> new ApologyPage(around, language);
        };
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
                    (by, address, agreed) -> journey.contact(by, address, agreed.stream()
                            .map(consent -> new Content.Consent(consent.id(), consent.text().in(language))).toList()),
                    journey::skip);
        };
    }

    /** What is being asked, also while a language is chosen; empty for anything else. */
    private static Optional<String> question(State state) {
        return switch (state) {
            case State.Asking asking -> Optional.of(asking.question().id());
            case State.ChoosingLanguage choosing -> question(choosing.from());
            default -> Optional.empty();
        };
    }

    private Optional<Surroundings.Undo> undo(State state) {
        boolean offered = !undoTime.isZero() && (state instanceof State.Asking || state instanceof State.Thanking);
        return state.given().filter(_ -> offered).flatMap(GuestJourney.Given::last)
                .map(last -> new Surroundings.Undo(last.word(), undoTime, journey::meantAnother, journey::lastStands));
    }

    /** Whether the first face was one of the lower half. */
    private boolean isUnhappy(State.Thanking thanking) {
        Question.Faces first = survey.first();
        return thanking.given().map(GuestJourney.Given::answers).map(answers -> answers.get(first.id()))
                .filter(answer -> answer instanceof Answer.Score score
                        && score.score() <= first.best() / 2)
                .isPresent();
    }

    private FacesPage faces(Surroundings around, String language, Question.Faces question, boolean nobodyIsHere) {
        Optional<Runnable> skip = Optional.<Runnable>of(journey::skip).filter(_ -> !question.equals(survey.first()));
        FacesPage faces = new FacesPage(around, language, question, journey::choose, skip);
        faces.setInviting(nobodyIsHere);
        return faces;
    }

    /** The next page slides three units in reading direction and fades in; without motion it is there at once. */
    private void arrive() {
        arriving = true;
        arrival.playFromStart();
        if (look.motion()) {
            TranslateTransition slide = new TranslateTransition(Look.ARRIVAL, page);
            slide.setFromX(0.06 * Math.min(getWidth(), getHeight()));
            slide.setToX(0);
            slide.setInterpolator(Interpolator.EASE_OUT);
            FadeTransition fade = new FadeTransition(Look.ARRIVAL, page);
            fade.setFromValue(0);
            fade.setToValue(1);
            new ParallelTransition(slide, fade).play();
        }
    }

    /** The page is in its place. */
    void arrived() {
        arriving = false;
    }

    // Switches

    private void openSwitches() {
        if (switching) {
            closeSwitches();
            return;
        }
        if (shown instanceof State.Idle) {
            // Whoever presses this is here, and will be gone some time.
            journey.touched();
        }
        if (shown instanceof State.CannotSave || journey.isSaving()) {
            return;
        }
        // As with another language, the last answer stands.
        journey.lastStands();
        shown = journey.state();
        switching = true;
        waitFor(shown);
        showAgain();
    }

    private void closeSwitches() {
        switching = false;
        waitFor(shown);
        showAgain();
    }

    private void turn(Switches now) {
        if (!now.equals(switches)) {
            switches = now;
            look.strengthen(this, now.contrast());
        }
    }

    private void showAgain() {
        if (rebuild()) {
            arrive();
        }
    }

    // Time

    private void waitFor(State state) {
        // On the switches a guest has the time that an answer takes, also where they came from the thanks.
        State.ChoosingLanguage likeThis = new State.ChoosingLanguage(state.language(), state);
        boolean answers = switching || state instanceof State.Asking || state instanceof State.ChoosingLanguage;
        patience.begin(journey.limit(switching ? likeThis : state), answers);
        hideNotice();
        if (patience.ends()) {
            looks.play();
        } else {
            looks.stop();
        }
    }

    /** What the time is up to; called a few times a second. */
    void lookAtTime() {
        switch (patience.now()) {
            case Patience.Now.Waiting _ -> hideNotice();
            case Patience.Now.Warning(int secondsLeft) -> warn(secondsLeft);
            // Asked again until the journey goes on: it may be saving.
            case Patience.Now.Over _ -> journey.timeUp();
        }
    }

    private void warn(int secondsLeft) {
        if (notice.isPresent()) {
            notice.get().setSeconds(secondsLeft);
        } else if (page != null) {
            TimeNotice band = new TimeNotice(page.surroundings(), shown.language(), secondsLeft, this::stay);
            notice = Optional.of(band);
            getChildren().add(band);
            assistance.chime().run();
        }
    }

    private void hideNotice() {
        notice.ifPresent(getChildren()::remove);
        notice = Optional.empty();
    }

    private void stay() {
        patience.again();
        hideNotice();
    }

    private static boolean isWithin(Object target, Node band) {
        for (Node at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
            if (at == band) {
                return true;
            }
        }
        return false;
    }

    // Touches that are dropped

    /** Whether a press here may begin a response or end one. */
    private static boolean isAtEdge(State state) {
        return state.given().isEmpty() || state instanceof State.Thanking;
    }

    private void noteEdge(State before, State now) {
        boolean began = before != null && before.given().isEmpty() && now.given().isPresent();
        boolean ended = before instanceof State.Thanking && now instanceof State.Idle
                && !(patience.now() instanceof Patience.Now.Over);
        if (began || ended) {
            doublePress.pressed();
        }
    }

    /** Any touch and any key is a sign of a guest. A touch of the notice itself says no more than that. */
    private void onMouse(MouseEvent event) {
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            boolean onNotice = notice.filter(band -> isWithin(event.getTarget(), band)).isPresent();
            stay();
            droppingPress = doublePress.drops(isAtEdge(shown)) || onNotice;
        }
        if (arriving || droppingPress) {
            event.consume();
        }
    }

    private void onKey(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_PRESSED) {
            stay();
        }
        if (arriving) {
            event.consume();
        }
    }
}
