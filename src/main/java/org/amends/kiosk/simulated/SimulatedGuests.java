package org.amends.kiosk.simulated;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.survey.Choice;
import org.amends.survey.Face;
import org.amends.survey.Question;

/**
 * Taps as guests do: moves the pointer to what is on the screen, presses and releases it, and waits for what the screen
 * shows next. It never calls the journey. For each tap that the screen answered it prints one line,
 * {@code guest said=KIND value=VALUE response=ID at=MILLIS answered=MILLIS}, where {@code at} is the wall clock when the
 * finger came down.
 */
public final class SimulatedGuests implements AutoCloseable {

    /** A screen that has not answered by then never will. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(4);
    /** Every second guest is unhappy; of those, every third would rather not give a reason. */
    private static final List<Face> FACES = List.of(Face.VERY_POOR, Face.GOOD, Face.POOR, Face.VERY_GOOD);

    private final GuestScreens screens;
    private final boolean onDisplay;
    private final int guests;
    private final Duration pause;
    private final PrintStream out;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param onDisplay whether the window is on a display rather than headless
     * @param guests    how many come, one after the other
     * @param pause     between two of them
     * @param out       where the lines go
     */
    public SimulatedGuests(GuestScreens screens, boolean onDisplay, int guests, Duration pause, PrintStream out) {
        this.screens = screens;
        this.onDisplay = onDisplay;
        this.guests = guests;
        this.pause = pause;
        this.out = out;
        this.thread = Thread.ofPlatform().daemon().name("guests").unstarted(this::run);
    }

    /** The first guest comes. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            for (int guest = 0; guest < guests && !closed; guest++) {
                comes(guest);
                Thread.sleep(pause);
            }
            out.println("guests done=" + guests);
        } catch (InterruptedException stopped) {
            // as asked
        } catch (IllegalStateException stuck) {
            if (!closed) {
                out.println("guests stuck: " + stuck.getMessage());
            }
        }
    }

    private void comes(int guest) throws InterruptedException {
        waitFor(state -> state instanceof State.Idle);
        Face face = FACES.get(guest % FACES.size());
        int score = ((State.Idle) waitFor(State.Idle.class::isInstance)).question().score(face);
        tap("face-" + face.id(), "rating", String.valueOf(score),
                state -> state.given().isPresent());
        for (State next = waitFor(_ -> true); next instanceof State.Asking asking; next = waitFor(_ -> true)) {
            answers(asking, guest / 2);
        }
        // The thanks stay for a while; the next guest's touch ends them.
        press(screens);
    }

    private void answers(State.Asking asking, int turn) throws InterruptedException {
        Predicate<State> goesOn = state -> !state.equals(asking) && state.given().isPresent();
        switch (asking.question()) {
            case Question.OneChoice one when turn % 3 != 2 -> {
                Choice choice = one.choices().get(turn % one.choices().size());
                tap("choice-" + choice.id(), "reason", choice.id(), goesOn);
            }
            case Question.Faces _ -> tap("face-" + Face.GOOD.id(), "rating", Face.GOOD.id(), goesOn);
            case Question.YesNo _,Question.SomebodyNow _ -> tap("yes", "yes-no", "yes", goesOn);
            default -> tap("skip", "nothing", "skip", goesOn);
        }
    }

    private void tap(String id, String said, String value, Predicate<State> answer) throws InterruptedException {
        Node node = onScreen(() -> Optional.ofNullable(screens.lookup("#" + id)))
                .orElseThrow(() -> new IllegalStateException("there is nothing to press named " + id));
        long at = press(node);
        State answered = waitFor(answer);
        out.println(
                "guest said=" + said + " value=" + value + " response=" + response(answered) + " at=" + at + " answered="
                        + System.currentTimeMillis());
        out.flush();
    }

    /**
     * The pointer goes there, on a display until the window has noticed it: one that is not yet mapped hears no press, and
     * a page that comes up under a pointer does not notice it before it has been elsewhere. The headless platform is there
     * at once and tells nobody of a pointer that only moves.
     */
    private long press(Node node) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_ANSWER.toNanos();
        for (int tries = 0; onDisplay && !onScreen(node::isHover) && System.nanoTime() < end; tries++) {
            boolean away = tries % 2 == 1;
            onScreen(() -> away ? pointerAt(1, 1) : pointerAt(node));
            Thread.sleep(BETWEEN_LOOKS);
        }
        return onScreen(() -> {
            Robot robot = pointerAt(node);
            long at = System.currentTimeMillis();
            robot.mousePress(MouseButton.PRIMARY);
            robot.mouseRelease(MouseButton.PRIMARY);
            return at;
        });
    }

    private static Robot pointerAt(Node node) {
        Bounds bounds = node.localToScreen(node.getBoundsInLocal());
        return pointerAt(bounds.getCenterX(), bounds.getCenterY());
    }

    private static Robot pointerAt(double x, double y) {
        Robot robot = new Robot();
        robot.mouseMove(x, y);
        return robot;
    }

    private State waitFor(Predicate<State> wanted) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_ANSWER.toNanos();
        while (System.nanoTime() < end) {
            State state = onScreen(screens::ready);
            if (state != null && wanted.test(state)) {
                return state;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IllegalStateException("the screen did not answer; it shows " + onScreen(screens::ready));
    }

    private static UUID response(State state) {
        return state.given().orElseThrow(() -> new IllegalStateException("nothing was said on the way to " + state))
                .response();
    }

    private static <T> T onScreen(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Platform::runLater).join();
    }
}
