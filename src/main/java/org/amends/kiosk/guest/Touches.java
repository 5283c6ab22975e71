package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.function.LongSupplier;
import javafx.animation.PauseTransition;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.Look;

/**
 * Which touches and presses count: none while a page is arriving, as it was meant for the page before, and at the edges of a
 * response none that is a double press.
 */
final class Touches {

    private final PauseTransition arrival = new PauseTransition(Look.ARRIVAL);
    private final DoublePress doublePress;
    private Runnable whenArrived = () -> {
    };
    private boolean arriving;
    /** All of a touch that is dropped, from the finger's coming down until it comes down again. */
    private boolean dropping;

    /**
     * @param guard how long the screen must rest before another response may begin; zero for not at all
     * @param nanos a clock that nobody sets, in nanoseconds
     */
    Touches(Duration guard, LongSupplier nanos) {
        doublePress = new DoublePress(guard, nanos);
        arrival.setOnFinished(_ -> arrived());
    }

    /** A page comes to its place. */
    void arrive() {
        arriving = true;
        arrival.playFromStart();
    }

    /** The page is in its place. */
    void arrived() {
        arriving = false;
        whenArrived.run();
    }

    /** Calls this whenever a page has come to its place. */
    void whenArrived(Runnable arrived) {
        whenArrived = arrived;
    }

    boolean isArriving() {
        return arriving;
    }

    /** Whether what is pressed now would count. */
    boolean count(State state) {
        return !arriving && !(isAtEdge(state) && doublePress.isRunning());
    }

    /** A key presses something. Returns whether that is to be dropped. */
    boolean dropsPress(State state) {
        return doublePress.drops(isAtEdge(state));
    }

    /** A finger comes down, perhaps on something that is to get none of it. */
    void down(State state, boolean nothingBelow) {
        dropping = doublePress.drops(isAtEdge(state)) || nothingBelow;
    }

    /** Whether a touch that goes on now is to be dropped. */
    boolean drops() {
        return arriving || dropping;
    }

    /** The journey has gone on, by a press or as the time was over. */
    void went(State before, State now, boolean timeIsOver) {
        boolean began = before != null && before.given().isEmpty() && now.given().isPresent();
        boolean ended = before instanceof State.Thanking && now instanceof State.Idle && !timeIsOver;
        if (began || ended) {
            doublePress.pressed();
        }
    }

    /** Whether a press here may begin a response or end one. */
    private static boolean isAtEdge(State state) {
        return state.given().isEmpty() || state instanceof State.Thanking;
    }
}
