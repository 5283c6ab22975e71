package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.settings.ButtonAct;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Persona;
import org.amends.kiosk.settings.Presses;
import org.amends.kiosk.voice.Voice;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Survey;

/**
 * One guest at laid-out screens whose disk answers at once and whose clock is moved by hand. Presses are events sent to what
 * lies at a place. To be used on JavaFX's thread.
 */
final class AtTheScreen {

    static final GuestTexts TEXTS = new GuestTexts();
    static final Duration ANSWER_TIME = Duration.ofSeconds(30);
    static final Duration GUARD = Duration.ofMillis(700);
    static final Duration BUTTON_INTERVAL = Duration.ofMillis(700);

    final List<Content> said = new ArrayList<>();
    final List<UUID> responses = new ArrayList<>();
    final GuestJourney journey;
    final GuestScreens screens;
    final Scene scene;
    final Heard heard = new Heard();
    final ButtonPresses buttons;
    final List<ButtonPresses.Outcome> outcomes = new ArrayList<>();
    int chimes;
    private Duration passed = Duration.ZERO;

    AtTheScreen(Survey survey, Persona persona, int width, int height, double pxPerMm) {
        journey = new GuestJourney(survey, (response, _, _, content) -> {
            said.add(content);
            responses.add(response);
            return CompletableFuture.completedFuture(null);
        }, Runnable::run, ANSWER_TIME, Duration.ofSeconds(6));
        screens = new GuestScreens(journey, new Touchpoint("Harbour Hotel", "Table 7"), persona,
                new Look(LookName.DAY, false, OnScreen.typefaces()), TEXTS, Duration.ofSeconds(4), _ -> pxPerMm,
                new Assistance(new Presses(GUARD, Presses.Keys.SHIPPED), Optional.of(heard), () -> chimes++,
                        () -> passed.toNanos(), true));
        buttons = ButtonPresses.at(journey, screens, BUTTON_INTERVAL, () -> passed.toNanos());
        scene = new Scene(screens, width, height);
        scene.snapshot(null);
    }

    /** What was sent to the speech engine, which speaks English and German. */
    static final class Heard implements Voice {

        final List<String> all = new ArrayList<>();
        final List<Pace> paces = new ArrayList<>();
        int hushed;

        @Override
        public boolean speaks(String language) {
            return List.of("en", "de").contains(language);
        }

        @Override
        public void say(String language, String words, Pace pace) {
            all.add(words);
            paces.add(pace);
        }

        @Override
        public void hush() {
            hushed++;
        }

        String last() {
            return all.getLast();
        }
    }

    GuestJourney.State state() {
        return journey.state();
    }

    /** Time passes, and the screen notices. */
    void passes(Duration time) {
        passed = passed.plus(time);
        screens.arrived();
        screens.lookAtTime();
        scene.snapshot(null);
    }

    /** Something that was there long enough is pressed and let go. */
    void taps(String id) {
        passes(Duration.ofSeconds(1));
        tapsAtOnce(id);
    }

    /** Within the same moment as whatever came before, but with the page in its place. */
    void tapsAtOnce(String id) {
        screens.arrived();
        Node node = screens.lookup("#" + id);
        if (node == null) {
            throw new AssertionError("there is no " + id + " on " + state());
        }
        tapsOn(node);
    }

    void tapsOn(Node node) {
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        for (EventType<MouseEvent> type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED,
                MouseEvent.MOUSE_CLICKED)) {
            Event.fireEvent(node, new MouseEvent(type, bounds.getCenterX(), bounds.getCenterY(), bounds.getCenterX(),
                    bounds.getCenterY(), MouseButton.PRIMARY, 1, false, false, false, false,
                    type == MouseEvent.MOUSE_PRESSED, false, false, true, false, true,
                    new PickResult(node, bounds.getCenterX(), bounds.getCenterY())));
        }
        scene.snapshot(null);
    }

    /** A button of the terminal is pressed, long after whatever came before. */
    void pushes(String word) {
        passes(Duration.ofSeconds(1));
        pushesAtOnce(word);
        scene.snapshot(null);
    }

    /** A button of the terminal is pressed, whatever the page is doing. */
    void pushesAtOnce(String word) {
        ButtonAct act = ButtonAct.words().get(word);
        buttons.press(List.copyOf(ButtonAct.words().values()).indexOf(act), act, passed.toNanos(), outcomes::add);
    }

    /** A key goes down and up where the focus is. */
    void presses(KeyCode key) {
        screens.arrived();
        for (EventType<KeyEvent> type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
            Node owner = scene.getFocusOwner();
            Node target = owner == null || owner.getScene() != scene ? screens : owner;
            Event.fireEvent(target, new KeyEvent(type, "", "", key, false, false, false, false));
        }
        scene.snapshot(null);
    }
}
