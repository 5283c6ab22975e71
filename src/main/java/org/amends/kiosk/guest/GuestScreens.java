package org.amends.kiosk.guest;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import javafx.animation.PauseTransition;
import javafx.event.ActionEvent;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Word;
import org.amends.kiosk.guest.question.ContactPage;
import org.amends.kiosk.guest.question.FacesPage;
import org.amends.kiosk.guest.thanks.ThanksPage;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Touchpoint;
import org.amends.survey.Texts;

/** Shows the journey's state as a page that fills whatever size it is given, and passes touches and keys on. */
public final class GuestScreens extends StackPane {

    /** To read one line. */
    private static final Duration WORD = Duration.seconds(4);
    private static final int TIMES_LONGER_BY_KEYS = 10;

    private final GuestJourney journey;
    private final java.time.Duration undoTime;
    private final GuestTexts texts;
    private final GuestPages pages;
    private final ShownPage page;
    private final ScreenReader reader;
    private final KeyNavigation keys;
    private final TimeLimit time;
    private final Touches touches;
    private final GuestSwitches switches;
    private final PageMotion motion;
    private final ScreenButtons buttons;
    private Runnable whenButton = () -> {
    };
    private final Region dimness = new Region();
    private State shown;
    private Optional<Touchpoint> carriedTo = Optional.empty();
    private Optional<Word> word = Optional.empty();
    private final PauseTransition wordIsRead = new PauseTransition(WORD);
    private boolean dim;
    private boolean switching;

    /** Screens with neither guard nor sound. */
    public GuestScreens(GuestJourney journey, Touchpoint touchpoint, Persona persona, Look look,
            GuestTexts texts, java.time.Duration undoTime, ToDoubleFunction<GuestScreens> pxPerMm) {
        this(journey, touchpoint, persona, look, texts, undoTime, pxPerMm, Assistance.silent());
    }

    /**
     * @param undoTime how long the last answer can be taken back by touch; by keys it is ten times that
     * @param pxPerMm pixels in a millimetre of the screen these screens stand on
     */
    public GuestScreens(GuestJourney journey, Touchpoint touchpoint, Persona persona, Look look,
            GuestTexts texts, java.time.Duration undoTime, ToDoubleFunction<GuestScreens> pxPerMm,
            Assistance assistance) {
        this.journey = journey;
        this.undoTime = undoTime;
        this.texts = texts;
        DoubleSupplier measure = () -> pxPerMm.applyAsDouble(this);
        pages = new GuestPages(journey, touchpoint, look, texts, assistance.readsCards(), this::openSwitches);
        page = new ShownPage(this, persona, look, measure, () -> {
            if (shown instanceof State.Idle) {
                rebuild();
            }
        });
        reader = new ScreenReader(assistance.voice(), texts);
        keys = new KeyNavigation(this, page, reader, assistance.presses().keys(), measure);
        time = new TimeLimit(journey, page::get, getChildren(), assistance.chime(), reader, assistance.nanos());
        touches = new Touches(assistance.presses().guardTime(), assistance.nanos());
        switches = new GuestSwitches(this, look, reader, keys);
        motion = new PageMotion(this, look);
        look.dress(this);
        dimness.getStyleClass().add("dim");
        dimness.setMouseTransparent(true);
        addEventFilter(MouseEvent.ANY, this::onMouse);
        KeyPresses keyPresses = new KeyPresses(this, keys, touches, time, reader);
        buttons = new ScreenButtons(this, journey, keyPresses, touches, time, keys);
        addEventFilter(KeyEvent.ANY, keyPresses::on);
        addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> touchedBeside());
        addEventHandler(ActionEvent.ACTION, this::onPressed);
        widthProperty().addListener(_ -> rebuild());
        heightProperty().addListener(_ -> rebuild());
        wordIsRead.setOnFinished(_ -> wipeWord());
        journey.watch(this::show);
    }

    /** The state whose page takes touches now, or null while one is arriving or the guard drops them. */
    public State ready() {
        return page.get() != null && touches.count(shown) ? shown : null;
    }

    /** A card was held to the reader that means nothing here. */
    public void cardNotKnown() {
        says(texts.in(shown.language(), Text.CARD_NOT_KNOWN));
    }

    /** The terminal stands at this place from now on; whoever answers just now does so at the one before. */
    public void standsAt(Touchpoint place) {
        carriedTo = Optional.of(place);
        if (shown instanceof State.Idle) {
            rebuild();
        }
        says(texts.in(shown.language(), Text.NEW_PLACE, place.name()));
    }

    private void says(String words) {
        wipeWord();
        if (page.get() != null) {
            Word band = new Word(page.get().surroundings(), shown.language(), words);
            StackPane.setAlignment(band, Pos.TOP_CENTER);
            word = Optional.of(band);
            getChildren().add(band);
            reader.say(shown.language(), words);
            wordIsRead.playFromStart();
        }
    }

    private void wipeWord() {
        word.ifPresent(getChildren()::remove);
        word = Optional.empty();
    }

    /**
     * A guest has held a card to the reader; what it calls itself, or empty for a phone, which tells nothing. Where no card is
     * asked for, it is told so.
     */
    public void card(Optional<String> uid) {
        if (page.get() instanceof ContactPage contact && !touches.isArriving()) {
            time.stay();
            contact.card(uid).ifPresent(words -> reader.say(contact.language(), words));
        } else if (uid.isPresent()) {
            cardNotKnown();
        } else {
            says(texts.in(shown.language(), Text.PHONE_IS_NO_CARD));
        }
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
            switches.forget();
            keys.forget();
        }
        touches.went(before, state, time.isOver());
        time.begin(state, switching);
        pages.wipeFor(state);
        if (before instanceof State.Thanking && state instanceof State.Thanking now && saysTheSame(before, state)
                && page.get() instanceof ThanksPage thanks) {
            if (news(before).equals(news(now)) && wayBack(before).equals(wayBack(now))) {
                thanks.says(pages.next(now));
            } else {
                makeAgain(); // as longer words, or a code, need another size
            }
            keys.tellPage();
            return;
        }
        boolean samePage = !wasSwitching && before instanceof State.Idle && state instanceof State.Asking asking
                && asking.given().isEmpty()
                && before.language().equals(state.language()) && page.get() instanceof FacesPage;
        if (samePage) {
            ((FacesPage) page.get()).setInviting(false);
            return;
        }
        // Another language is there at once: to fade one full screen into another takes a core for a while, all night long.
        if (rebuild() && before != null && !isAnotherLanguage(before, state)) {
            arrive();
        }
    }

    /** Whether nothing was said in between, as by a button that asks for somebody. */
    private static boolean saysTheSame(State before, State now) {
        return before.given().map(GuestJourney.Given::answers).equals(now.given().map(GuestJourney.Given::answers));
    }

    private static Optional<GuestJourney.News> news(State of) {
        return of.given().flatMap(GuestJourney.Given::news);
    }

    private static Optional<WayBack> wayBack(State of) {
        return of.given().flatMap(GuestJourney.Given::wayBack);
    }

    /** The same page at its place; the focus stays on what it was on. */
    private void makeAgain() {
        Optional<String> focused = keys.focused().map(Node::getId);
        rebuild();
        focused.map(id -> lookup("#" + id)).ifPresent(keys::focus);
    }

    /** What the terminal's buttons press on. */
    Pressable buttons() {
        return buttons;
    }

    /** Calls this whenever a page has come to its place. */
    void whenArrived(Runnable arrived) {
        touches.whenArrived(arrived);
    }

    /** A button of the terminal was pressed: somebody is here. */
    void touchedByButton() {
        whenButton.run();
    }

    /** Back to the guest's page, where the switches lie over it. */
    void leaveSwitches() {
        if (switching) {
            closeSwitches();
        }
    }

    /** What is shown now. */
    State shown() {
        return shown;
    }

    /** Somebody is here, and will be gone some time. */
    void arouse() {
        if (shown instanceof State.Idle) {
            journey.touched();
        }
    }

    /** Back, or on without an answer, where there is such a way. */
    void leave() {
        if (switching) {
            closeSwitches();
        } else if (shown instanceof State.ChoosingLanguage choosing) {
            journey.speak(choosing.language());
        } else if (lookup("#skip") instanceof Button skip) {
            skip.fire();
        } else if (lookup("#leave") instanceof Button leave) {
            leave.fire();
        }
    }

    private boolean rebuild() {
        if (getWidth() < 1 || getHeight() < 1) {
            return false;
        }
        if (shown instanceof State.Idle) {
            carriedTo.ifPresent(pages::standsAt);
        }
        setNodeOrientation(Look.direction(shown.language()));
        page.show(shown, journey.survey(), switches.on(), this::make);
        keys.hideRing();
        time.cleared();
        getChildren().addAll(dimness, keys.ring());
        return true;
    }

    private Page make(Metrics metrics) {
        if (!switching) {
            // By keys, and by ear, it takes longer to come to the way back: as much as WCAG 2.2.1 wants time limits extended.
            return pages.page(shown, metrics, keys.areUsed() ? undoTime.multipliedBy(TIMES_LONGER_BY_KEYS) : undoTime);
        }
        return switches.page(pages.around(metrics), shown.language(), now -> {
            switches.turn(now);
            changeClothes();
        }, this::closeSwitches);
    }

    private static boolean isAnotherLanguage(State before, State now) {
        return before instanceof State.Idle && now instanceof State.Idle && !before.language().equals(now.language());
    }

    /** How many things there are beside the question; none where the screen has no room for them. */
    public int besideTheQuestion() {
        return page.besideIt();
    }

    /** Shows the next thing beside the question. Returns whether there was another one. */
    public boolean turn() {
        return page.turn();
    }

    /** Calls this whenever a finger, a key or a button comes down. */
    void whenTouched(Runnable touched) {
        whenButton = touched;
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
            public void tell(List<Texts> lines) {
                if (page.tell(lines) && page.get() != null && shown instanceof State.Idle) {
                    makeAgain();
                }
            }

            @Override
            public void shift() {
                page.shift(shown);
            }
        };
    }

    private void arrive() {
        touches.arrive();
        keys.focusFirst();
        motion.slideIn(page.get());
    }

    /** The page is in its place. */
    void arrived() {
        touches.arrived();
    }

    // Switches

    private void openSwitches() {
        if (switching) {
            closeSwitches();
            return;
        }
        arouse();
        if (shown instanceof State.CannotSave || journey.isSaving()) {
            return;
        }
        // As with another language, the last answer stands.
        journey.lastStands();
        shown = journey.state();
        switching = true;
        time.begin(shown, true);
        showAgain();
    }

    private void closeSwitches() {
        switching = false;
        time.begin(shown, false);
        showAgain();
    }

    /** Begins to read aloud, or ends it, where there is a voice for the language. */
    void toggleVoice() {
        if (reader.speaks(shown.language())) {
            switches.turn(switches.on().withVoice(!reader.isOn()));
            if (reader.isOn()) {
                keys.use();
            }
            if (switching) {
                changeClothes();
            } else {
                keys.focusFirst();
            }
        }
    }

    private boolean showAgain() {
        boolean shows = rebuild();
        if (shows) {
            arrive();
        }
        return shows;
    }

    /** The same page in other clothes; the focus stays on what it was on, and what has changed about it is heard. */
    private void changeClothes() {
        Optional<String> focused = keys.focused().map(Node::getId);
        if (showAgain()) {
            focused.map(id -> lookup("#" + id)).ifPresent(keys::focus);
        }
    }

    // Time, touches and keys

    /** A choice among several is chosen or not any more; other presses are heard by what comes of them. */
    private void onPressed(ActionEvent event) {
        if (event.getTarget() instanceof Node node && node.getAccessibleRole() == AccessibleRole.CHECK_BOX
                && page.get() != null && isWithin(node, page.get())) {
            keys.tellState(node);
        }
    }

    /** What the time is up to; called a few times a second. */
    void lookAtTime() {
        time.look();
    }

    /** Any touch and any key is a sign of a guest. A touch of the notice itself says no more than that. */
    private void onMouse(MouseEvent event) {
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            boolean onNotice = time.isOnNotice(event.getTarget());
            time.stay();
            touches.down(shown, onNotice);
            keys.touched();
        }
        if (touches.drops()) {
            event.consume();
        }
    }

    private void touchedBeside() {
        if (!switching) {
            journey.touched();
        }
    }

    static boolean isWithin(Object target, Node band) {
        for (Node at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
            if (at == band) {
                return true;
            }
        }
        return false;
    }
}
