package org.amends.kiosk.guest;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.animation.ParallelTransition;
import javafx.animation.PauseTransition;
import javafx.animation.TranslateTransition;
import javafx.event.Event;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.keyboard.TypedText;
import org.amends.kiosk.guest.language.LanguagePage;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.kiosk.guest.question.ChoicesPage;
import org.amends.kiosk.guest.question.ContactPage;
import org.amends.kiosk.guest.question.FacesPage;
import org.amends.kiosk.guest.question.RecommendPage;
import org.amends.kiosk.guest.question.StarsPage;
import org.amends.kiosk.guest.question.WritingPage;
import org.amends.kiosk.guest.question.YesNoPage;
import org.amends.kiosk.guest.thanks.ApologyPage;
import org.amends.kiosk.guest.thanks.ThanksPage;
import org.amends.kiosk.guest.welcome.Panel;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Answer;
import org.amends.survey.Question;

/**
 * Shows the journey's state as a page that fills whatever size it is given, passes touches on, and keeps the time. A touch
 * that falls into a page's arrival is dropped: it was meant for the page before.
 */
public final class GuestScreens extends StackPane {

    /** Tried in order until all of a page fits. */
    private static final double[] FITS = {1, 0.85, 0.72, 0.6, 0.5, 0.4};

    /** Of the sizes above, the last so many are too small for a page beside which there is something else. */
    private static final int SMALLEST_FITS = 3;

    /** Of the sizes above, the first that leaves air between question and faces below a panel. */
    private static final int LARGEST_UPRIGHT = 2;

    /** A strip that is narrower than this part of the screen's width shows nothing well. */
    private static final double LEAST_BESIDE = 0.2;

    /** A step that nobody notices, and more than a letter's stroke. */
    private static final double SHIFT_MM = 0.5;

    /** RFC 5321: no e-mail address is longer, and no entry takes one. */
    private static final int LONGEST_ADDRESS = 254;

    private final GuestJourney journey;
    private final Touchpoint touchpoint;
    private final Persona persona;
    private final Look look;
    private final GuestTexts texts;
    private final java.time.Duration undoTime;
    private final ToDoubleFunction<GuestScreens> pxPerMm;
    private final PauseTransition limit = new PauseTransition();
    private final PauseTransition arrival = new PauseTransition(Look.ARRIVAL);

    /** What a guest is typing; it outlives a change of language, but not its question. */
    private TypedText typed = new TypedText();
    private Optional<String> typedFor = Optional.empty();
    private final Panel panel;
    private final Region dimness = new Region();
    private Page page;
    private State shown;
    private boolean dim;
    private int shifts;
    private boolean arriving;

    /**
     * @param undoTime how long the last answer can be taken back
     * @param pxPerMm pixels in a millimetre of the screen these screens stand on
     */
    public GuestScreens(GuestJourney journey, Touchpoint touchpoint, Persona persona, Look look,
            GuestTexts texts, java.time.Duration undoTime, ToDoubleFunction<GuestScreens> pxPerMm) {
        this.journey = journey;
        this.touchpoint = touchpoint;
        this.persona = persona;
        this.look = look;
        this.texts = texts;
        this.undoTime = undoTime;
        this.pxPerMm = pxPerMm;
        look.dress(this);
        panel = new Panel(look, () -> {
            if (shown instanceof State.Idle) {
                rebuild();
            }
        });
        dimness.getStyleClass().add("dim");
        dimness.setMouseTransparent(true);
        limit.setOnFinished(_ -> journey.timeUp());
        arrival.setOnFinished(_ -> arriving = false);
        addEventFilter(MouseEvent.ANY, this::dropWhileArriving);
        addEventFilter(KeyEvent.ANY, this::dropWhileArriving);
        addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> restartLimit());
        addEventFilter(KeyEvent.KEY_PRESSED, _ -> restartLimit());
        addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> journey.touched());
        widthProperty().addListener(_ -> rebuild());
        heightProperty().addListener(_ -> rebuild());
        journey.watch(this::show);
    }

    /** The state whose page takes touches now, or null while one is arriving. */
    public State ready() {
        return arriving || page == null ? null : shown;
    }

    private void show(State state) {
        State before = shown;
        shown = state;
        dimness.setVisible(dim && state instanceof State.Idle);
        restartLimit();
        if (!question(state).equals(typedFor)) {
            // Whoever comes next must not find a word of it.
            typed.wipe();
            // Another one, as whoever showed the last one watches it for as long as it lives.
            typedFor = question(state);
            typed = new TypedText(
                    typedFor.map(journey.survey()::question).filter(Question.Contact.class::isInstance).isPresent()
                            ? LONGEST_ADDRESS
                            : TypedText.LIMIT);
        }
        if (before instanceof State.Thanking && state instanceof State.Thanking && page instanceof ThanksPage thanks) {
            thanks.told();
            return;
        }
        boolean samePage = before instanceof State.Idle && state instanceof State.Asking asking && asking.given().isEmpty()
                && before.language().equals(state.language()) && page instanceof FacesPage;
        if (samePage) {
            ((FacesPage) page).setInviting(false);
            return;
        }
        Page pageBefore = page;
        if (rebuild() && before != null) {
            if (isAnotherLanguage(before, state)) {
                crossFade(pageBefore);
            } else {
                arrive();
            }
        }
    }

    private boolean rebuild() {
        if (getWidth() < 1 || getHeight() < 1) {
            return false;
        }
        setNodeOrientation(Look.direction(shown.language()));
        Insets beside = beside();
        if (!beside.equals(Insets.EMPTY)
                && layOut(beside, beside.getTop() > 0 && persona != Persona.BANNER ? LARGEST_UPRIGHT : 0,
                        FITS.length - SMALLEST_FITS)
                && canBePressed()) {
            getChildren().add(panel);
        } else {
            layOut(Insets.EMPTY, 0, FITS.length);
        }
        if (shown instanceof State.Idle) {
            place();
        }
        getChildren().add(dimness);
        return true;
    }

    /** Whatever else is shown, a face is never smaller than what can be pressed. */
    private boolean canBePressed() {
        return page.lookupAll(".face-button").stream().map(Region.class::cast)
                .allMatch(face -> Math.min(face.getWidth(), face.getHeight()) >= page.metrics().target() - 1);
    }

    /** Tries these of the sizes. Returns whether all of the page fits. */
    private boolean layOut(Insets beside, int from, int to) {
        double width = getWidth() - beside.getLeft() - beside.getRight();
        double height = getHeight() - beside.getTop();
        for (double fit : Arrays.copyOfRange(FITS, from, to)) {
            if (page != null) {
                page.hidden();
            }
            page = page(shown, metrics(width, height, fit));
            getChildren().setAll(page);
            StackPane.setMargin(page, beside);
            page.applyCss();
            page.resize(width, height);
            page.layout();
            if (page.fits()) {
                return true;
            }
        }
        return false;
    }

    private Metrics metrics(double width, double height, double fit) {
        return new Metrics(persona, width, height, pxPerMm.applyAsDouble(this), fit);
    }

    /** The room that the panel takes where there is one: above on an upright screen, else where the house language ends. */
    private Insets beside() {
        Metrics whole = metrics(getWidth(), getHeight(), 1);
        panel.tell(journey.survey().youSaidWeDid());
        if (!(shown instanceof State.Idle) || panel.size() == 0 || Panel.part(whole) == 0) {
            return Insets.EMPTY;
        }
        if (whole.upright()) {
            double height = Math.round(Panel.part(whole) * getHeight());
            StackPane.setAlignment(panel, Pos.TOP_CENTER);
            panel.stand(whole, getWidth(), height, shown.language());
            return new Insets(height, 0, 0, 0);
        }
        int faces = journey.survey().first().faces().size();
        double forFaces = 2 * whole.margin() + faces * whole.target() + (faces - 1) * whole.betweenAnswers();
        double width = Math.floor(Math.min(Panel.part(whole) * getWidth(), getWidth() - forFaces - 1));
        if (width < LEAST_BESIDE * getWidth()) {
            return Insets.EMPTY;
        }
        boolean atEnd = Look.direction(shown.language()) == Look.direction(journey.survey().houseLanguage());
        StackPane.setAlignment(panel, atEnd ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        panel.stand(whole, width, getHeight(), shown.language());
        return new Insets(0, atEnd ? width : 0, 0, atEnd ? 0 : width);
    }

    /** In its place of this minute: what stands still for hours would burn in. */
    private void place() {
        double step = SHIFT_MM * pxPerMm.applyAsDouble(this);
        double x = Math.round(step * (shifts % 3 - 1));
        double y = Math.round(step * (shifts / 3 % 3 - 1));
        double margin = page.metrics().margin();
        page.setPadding(new Insets(margin + y, margin - x, margin - y, margin + x));
    }

    private static boolean isAnotherLanguage(State before, State now) {
        return before instanceof State.Idle && now instanceof State.Idle && !before.language().equals(now.language());
    }

    /** How many things there are beside the question; none where the screen has no room for them. */
    public int besideTheQuestion() {
        return getChildren().contains(panel) ? panel.size() : 0;
    }

    /** Shows the next thing beside the question. Returns whether there was another one. */
    public boolean turn() {
        return getChildren().contains(panel) && panel.turn();
    }

    /** Calls this whenever a finger or a key comes down. */
    void whenTouched(Runnable touched) {
        addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> touched.run());
        addEventFilter(KeyEvent.KEY_PRESSED, _ -> touched.run());
    }

    RestingScreen resting() {
        return new RestingScreen() {

            @Override
            public void dim(boolean closed) {
                dim = closed;
                dimness.setVisible(dim && shown instanceof State.Idle);
            }

            @Override
            public boolean turn() {
                return GuestScreens.this.turn();
            }

            @Override
            public void shift() {
                shifts++;
                if (page != null && shown instanceof State.Idle) {
                    place();
                }
            }
        };
    }

    private Page page(State state, Metrics metrics) {
        String language = state.language();
        Surroundings around = new Surroundings(metrics, look, texts, touchpoint, journey.survey().languages(),
                journey::chooseLanguage, undo(state));
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
        Question.Faces first = journey.survey().first();
        return thanking.given().map(GuestJourney.Given::answers).map(answers -> answers.get(first.id()))
                .filter(answer -> answer instanceof Answer.Score score
                        && score.score() <= first.best() / 2)
                .isPresent();
    }

    private FacesPage faces(Surroundings around, String language, Question.Faces question, boolean nobodyIsHere) {
        Optional<Runnable> skip = Optional.<Runnable>of(journey::skip)
                .filter(_ -> !question.equals(journey.survey().first()));
        FacesPage faces = new FacesPage(around, language, question, journey::choose, skip);
        faces.setInviting(nobodyIsHere);
        return faces;
    }

    /** The same page in another language: whoever touches it meanwhile touches the new one. */
    private void crossFade(Page before) {
        if (look.motion() && before != null) {
            before.setMouseTransparent(true);
            getChildren().addFirst(before);
            FadeTransition out = new FadeTransition(Look.ARRIVAL, before);
            out.setToValue(0);
            out.setOnFinished(_ -> getChildren().remove(before));
            FadeTransition in = new FadeTransition(Look.ARRIVAL, page);
            in.setFromValue(0);
            in.setToValue(1);
            new ParallelTransition(out, in).play();
        }
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

    private void restartLimit() {
        limit.stop();
        journey.limit(shown).ifPresent(time -> {
            limit.setDuration(Duration.millis(time.toMillis()));
            limit.playFromStart();
        });
    }

    private void dropWhileArriving(Event event) {
        if (arriving) {
            event.consume();
        }
    }
}
