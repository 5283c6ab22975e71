package org.amends.kiosk.guest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import javafx.animation.Animation;
import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.ParallelTransition;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.animation.TranslateTransition;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.event.ActionEvent;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Insets;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
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
import org.amends.kiosk.guest.welcome.Panel;
import org.amends.kiosk.settings.Persona;
import org.amends.kiosk.voice.Voice;
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
    private static final double ROLLED_FIT = 0.6;

    /** Often enough for a number that changes every second. */
    private static final Duration BETWEEN_LOOKS = Duration.millis(250);

    private static final PseudoClass REACHED = PseudoClass.getPseudoClass("reached");

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
    private final Assistance assistance;
    private final Patience patience;
    private final DoublePress doublePress;
    private final Timeline looks = new Timeline(new KeyFrame(BETWEEN_LOOKS, _ -> lookAtTime()));
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
    private Optional<TimeNotice> notice = Optional.empty();
    private final FocusRing ring = new FocusRing();
    /** Keys that are down, as a key that is held comes again and again. */
    private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);
    private boolean byKeys;
    /** Whether the next focus is the first of its page, which is heard before it. */
    private boolean narratesPage;
    /** Whether a key event is our own. */
    private boolean passing;
    /** Whether the keys are still to be explained. */
    private boolean helps;
    private Voice.Pace pace = Voice.Pace.USUAL;
    private Switches switches = Switches.NONE;
    private boolean switching;
    private boolean arriving;
    /** All of a press that is dropped, from the finger's coming down until it comes down again. */
    private boolean droppingPress;

    /** Screens with neither guard nor sound. */
    public GuestScreens(GuestJourney journey, Touchpoint touchpoint, Persona persona, Look look,
            GuestTexts texts, java.time.Duration undoTime, ToDoubleFunction<GuestScreens> pxPerMm) {
        this(journey, touchpoint, persona, look, texts, undoTime, pxPerMm, Assistance.silent());
    }

    /**
     * @param undoTime how long the last answer can be taken back
     * @param pxPerMm pixels in a millimetre of the screen these screens stand on
     */
    public GuestScreens(GuestJourney journey, Touchpoint touchpoint, Persona persona, Look look,
            GuestTexts texts, java.time.Duration undoTime, ToDoubleFunction<GuestScreens> pxPerMm,
            Assistance assistance) {
        this.journey = journey;
        this.touchpoint = touchpoint;
        this.persona = persona;
        this.look = look;
        this.texts = texts;
        this.undoTime = undoTime;
        this.pxPerMm = pxPerMm;
        this.assistance = assistance;
        patience = new Patience(assistance.nanos());
        doublePress = new DoublePress(assistance.presses().guardTime(), assistance.nanos());
        look.dress(this);
        panel = new Panel(look, () -> {
            if (shown instanceof State.Idle) {
                rebuild();
            }
        });
        dimness.getStyleClass().add("dim");
        dimness.setMouseTransparent(true);
        looks.setCycleCount(Animation.INDEFINITE);
        arrival.setOnFinished(_ -> arrived());
        addEventFilter(MouseEvent.ANY, this::onMouse);
        addEventFilter(KeyEvent.ANY, this::onKey);
        addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> journey.touched());
        addEventHandler(ActionEvent.ACTION, this::onPressed);
        ChangeListener<Node> focus = (_, before, now) -> onFocus(before, now);
        sceneProperty().addListener((_, before, now) -> {
            if (before != null) {
                before.focusOwnerProperty().removeListener(focus);
            }
            if (now != null) {
                now.focusOwnerProperty().addListener(focus);
            }
        });
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
        dimness.setVisible(dim && state instanceof State.Idle);
        boolean wasSwitching = switching;
        if (wasSwitching && before instanceof State.Thanking && state instanceof State.Thanking) {
            return; // told meanwhile, which is seen when the switches are left
        }
        switching = false;
        if (state instanceof State.Idle) {
            turn(Switches.NONE);
            pace = Voice.Pace.USUAL;
            byKeys = false;
        }
        noteEdge(before, state);
        waitFor(state);
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
        boolean samePage = !wasSwitching && before instanceof State.Idle && state instanceof State.Asking asking
                && asking.given().isEmpty()
                && before.language().equals(state.language()) && page instanceof FacesPage;
        if (samePage) {
            ((FacesPage) page).setInviting(false);
            tell(new Narration(page).page());
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
        } else if (!layOut(Insets.EMPTY, 0, FITS.length) && (switches.largeText() || switches.reach())
                && page.lookup(".keyboard") == null) { // keys to type on are never shown in parts
            build(Insets.EMPTY, ROLLED_FIT, true);
            page.roll();
            page.layout();
        }
        if (shown instanceof State.Idle) {
            place();
        }
        ring.surround(null, 1);
        notice = Optional.empty();
        getChildren().addAll(dimness, ring);
        return true;
    }

    /** Whatever else is shown, a face is never smaller than what can be pressed. */
    private boolean canBePressed() {
        return page.lookupAll(".face-button").stream().map(Region.class::cast)
                .allMatch(face -> Math.min(face.getWidth(), face.getHeight()) >= page.metrics().target() - 1);
    }

    /** Tries these of the sizes. Returns whether all of the page fits. */
    private boolean layOut(Insets beside, int from, int to) {
        for (double fit : Arrays.copyOfRange(FITS, from, to)) {
            build(beside, fit, false);
            if (page.fits()) {
                return true;
            }
        }
        return false;
    }

    private void build(Insets beside, double fit, boolean rolls) {
        if (page != null) {
            page.hidden();
        }
        double width = getWidth() - beside.getLeft() - beside.getRight();
        double height = getHeight() - beside.getTop();
        page = page(shown, metrics(width, height, fit, rolls));
        getChildren().setAll(page);
        StackPane.setMargin(page, beside);
        page.applyCss();
        page.resize(width, height);
        page.layout();
    }

    private Metrics metrics(double width, double height, double fit, boolean rolls) {
        return new Metrics(persona, width, height, pxPerMm.applyAsDouble(this), fit, switches, rolls);
    }

    /** The room that the panel takes where there is one: above on an upright screen, else where the house language ends. */
    private Insets beside() {
        Metrics whole = metrics(getWidth(), getHeight(), 1, false);
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
                journey::chooseLanguage, switching ? Optional.empty() : undo(state), Optional.of(this::openSwitches));
        if (switching) {
            return new SwitchesPage(around, language, switches, voiceControl(language),
                    now -> {
                        turn(now);
                        changeClothes();
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
        focusFirst();
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
            boolean beganToSpeak = now.voice() && !switches.voice();
            switches = now;
            look.strengthen(this, now.contrast());
            if (!now.voice()) {
                assistance.voice().ifPresent(Voice::hush);
            } else if (beganToSpeak) {
                helps = true;
            }
        }
    }

    private void showAgain() {
        if (rebuild()) {
            arrive();
        }
    }

    /** The same page in other clothes; the focus stays on what it was on, and what has changed about it is heard. */
    private void changeClothes() {
        Optional<String> focused = focused().map(Node::getId);
        if (rebuild()) {
            arrive();
            focused.map(id -> lookup("#" + id)).ifPresent(this::focus);
        }
    }

    // Keys

    private void onKey(KeyEvent event) {
        if (passing) {
            return;
        }
        boolean repeated = event.getEventType() == KeyEvent.KEY_PRESSED && !down.add(event.getCode());
        if (event.getEventType() == KeyEvent.KEY_RELEASED) {
            down.remove(event.getCode());
        }
        if (event.getEventType() == KeyEvent.KEY_PRESSED) {
            stay();
        }
        if (arriving || page == null) {
            event.consume();
        } else if (event.getEventType() == KeyEvent.KEY_PRESSED) {
            KeyAction.of(event, assistance.presses().keys(), getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT)
                    .filter(action -> !isForKeyboard(event)).ifPresent(action -> {
                        event.consume();
                        if (!repeated || action == KeyAction.PREVIOUS || action == KeyAction.NEXT) {
                            act(action);
                        }
                    });
        } else if (event.getEventType() == KeyEvent.KEY_TYPED && switches.voice() && lookup(".keyboard") != null
                && !event.getCharacter().isBlank()) {
            tell(event.getCharacter());
        }
    }

    /** Keys to type on have ways of their own for arrows and Enter; a space is typed unless it presses what has the focus. */
    private boolean isForKeyboard(KeyEvent event) {
        boolean onKeys = focused().filter(node -> node.getStyleClass().contains("key")).isPresent();
        return switch (event.getCode()) {
            case UP, DOWN, LEFT, RIGHT, ENTER -> onKeys;
            case SPACE -> lookup(".keyboard") != null && (onKeys || focused().isEmpty());
            default -> false;
        };
    }

    private void act(KeyAction action) {
        if (shown instanceof State.Idle) {
            // Whoever presses a key is here, and will be gone some time.
            journey.touched();
            if (arriving) {
                byKeys = true;
                focusFirst();
                return;
            }
        }
        switch (action) {
            case VOICE -> toggleVoice();
            case LEAVE -> leave();
            case PREVIOUS, NEXT, PREVIOUS_PART, NEXT_PART -> move(action);
            case CHOOSE -> choose();
        }
    }

    /** The first key shows where the focus is; it moves from there on. */
    private void move(KeyAction action) {
        List<Node> nodes = Narration.reachable(page);
        if (nodes.isEmpty()) {
            return;
        }
        Optional<Node> from = focused().filter(nodes::contains);
        if (from.isEmpty()) {
            byKeys = true;
            focus(nodes.getFirst());
            return;
        }
        boolean forward = action == KeyAction.NEXT || action == KeyAction.NEXT_PART;
        boolean pastKeys = action == KeyAction.NEXT_PART || action == KeyAction.PREVIOUS_PART;
        int at = nodes.indexOf(from.get());
        boolean fromKey = isKey(nodes.get(at));
        do {
            at = Math.floorMod(at + (forward ? 1 : -1), nodes.size());
        } while (pastKeys && fromKey && isKey(nodes.get(at)));
        focus(nodes.get(at));
    }

    private static boolean isKey(Node node) {
        return node.getStyleClass().contains("key");
    }

    private void choose() {
        Optional<Node> on = focused();
        if (on.isEmpty()) {
            move(KeyAction.NEXT);
            return;
        }
        if (doublePress.drops(isAtEdge(shown))) {
            return;
        }
        Page before = page;
        Node middle = page.getCenter();
        Node pressed = on.get();
        if (pressed instanceof Button button) {
            button.fire();
        } else {
            // A key to type on, which acts when Enter is let go.
            for (EventType<KeyEvent> type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                passing = true;
                Event.fireEvent(pressed, new KeyEvent(type, "", "", KeyCode.ENTER, false, false, false, false));
                passing = false;
            }
            if (page == before) {
                tell(pressed.getAccessibleText());
            }
        }
        if (page == before && page.getCenter() != middle) {
            page.applyCss();
            page.layout();
            focusFirst();
        } else if (page == before && lookup("#check-address") instanceof Text problem) {
            tell(problem.getText());
        }
    }

    /** Back, or on without an answer, where there is such a way. */
    private void leave() {
        if (switching) {
            closeSwitches();
        } else if (shown instanceof State.ChoosingLanguage choosing) {
            journey.speak(choosing.language());
        } else if (lookup("#skip") instanceof Button skip) {
            skip.fire();
        }
    }

    private Optional<Node> focused() {
        return Optional.ofNullable(getScene()).map(Scene::getFocusOwner).filter(_ -> byKeys)
                .filter(node -> node != this && isWithin(node, this));
    }

    private void focus(Node node) {
        node.pseudoClassStateChanged(REACHED, true);
        if (node.isFocused()) {
            onFocus(null, node); // JavaFX had put it there, and nobody saw it
        }
        node.requestFocus();
    }

    private void focusFirst() {
        List<Node> nodes = Narration.reachable(page);
        if (byKeys && !nodes.isEmpty()) {
            narratesPage = true;
            focus(nodes.getFirst());
        } else {
            // Nothing that nobody sees may be pressed by a key.
            requestFocus();
            tell(new Narration(page).page());
        }
    }

    private void onFocus(Node before, Node now) {
        if (before != null) {
            before.pseudoClassStateChanged(REACHED, false);
        }
        boolean seen = byKeys && now != null && now != this && isWithin(now, this);
        ring.surround(seen ? now : null, pxPerMm.applyAsDouble(this));
        if (seen) {
            now.pseudoClassStateChanged(REACHED, true);
            Narration narration = new Narration(page);
            tell((narratesPage ? narration.page() + " " : "") + narration.focus(now));
            narratesPage = false;
        }
    }

    // Voice

    private void toggleVoice() {
        if (assistance.voice().filter(voice -> voice.speaks(shown.language())).isPresent()) {
            turn(switches.withVoice(!switches.voice()));
            byKeys = byKeys || switches.voice();
            if (switching) {
                changeClothes();
            } else {
                focusFirst();
            }
        }
    }

    private Optional<SwitchesPage.VoiceControl> voiceControl(String language) {
        return assistance.voice().filter(voice -> voice.speaks(language)).map(_ -> new SwitchesPage.VoiceControl() {

            @Override
            public void faster(int steps) {
                pace = pace.faster(steps);
                focused().ifPresent(node -> tell(new Narration(page).state(node)));
            }

            @Override
            public void louder(int steps) {
                pace = pace.louder(steps);
                focused().ifPresent(node -> tell(new Narration(page).state(node)));
            }
        });
    }

    /** Says something, where a guest has asked for it and is understood. */
    private void tell(String words) {
        if (switches.voice() && page != null) {
            String help = helps ? texts.in(page.language(), GuestTexts.Text.KEYS_HELP) + " " : "";
            helps = false;
            assistance.voice().filter(voice -> voice.speaks(page.language()))
                    .ifPresent(voice -> voice.say(page.language(), help + words, pace));
        }
    }

    /** A choice among several is chosen or not any more; other presses are heard by what comes of them. */
    private void onPressed(ActionEvent event) {
        if (event.getTarget() instanceof Node node && node.getAccessibleRole() == AccessibleRole.CHECK_BOX
                && page != null && isWithin(node, page)) {
            tell(new Narration(page).state(node));
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
            tell(band.words());
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
            byKeys = false;
            ring.surround(null, 1);
        }
        if (arriving || droppingPress) {
            event.consume();
        }
    }

}
