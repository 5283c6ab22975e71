package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.settings.ButtonAct;

/**
 * What comes of each press of a button. One that comes while something is being saved, or a page is on its way, waits for it,
 * up to {@link #LONGEST_WAIT}. A response begins at the earliest the minimum interval after the one before; within a response
 * the same button counts again only after it, while another button counts at once. Whoever presses an answer during the
 * thanks is the next guest. To be used on the journey's thread.
 */
public final class ButtonPresses {

    /** Whoever has waited longer has pressed again, or gone. */
    static final Duration LONGEST_WAIT = Duration.ofMillis(1500);
    /** What more comes in that time is nobody's answer. */
    private static final int MOST_WAITING = 4;

    private final GuestJourney journey;
    private final Pressable face;
    private final long interval;
    private final LongSupplier nanos;
    private final Deque<Press> waiting = new ArrayDeque<>();
    /** What is being saved. */
    private Optional<Press> pending = Optional.empty();
    private boolean working;
    private Optional<Long> lastBegun = Optional.empty();
    private Optional<Press> lastCounted = Optional.empty();

    /** What has come of a press. */
    public enum Outcome {
        /** It is on disk, or there was nothing to keep and it is done. */
        DONE,
        /** It could not be kept. */
        NOT_KEPT,
        /** It did not count, or there was nothing to press. */
        IGNORED
    }

    private record Press(int button, ButtonAct act, long nanos, Consumer<Outcome> outcome) {
    }

    /** At the screens. */
    public static ButtonPresses at(GuestJourney journey, GuestScreens screens, Duration minimumInterval,
            LongSupplier nanos) {
        ButtonPresses presses = new ButtonPresses(journey, screens.buttons(), minimumInterval, nanos);
        screens.whenArrived(presses::work);
        return presses;
    }

    /** Where there are no screens. */
    public static ButtonPresses at(GuestJourney journey, WithoutScreen face, Duration minimumInterval, LongSupplier nanos) {
        return new ButtonPresses(journey, face, minimumInterval, nanos);
    }

    /** @param nanos the clock that presses are dated by */
    ButtonPresses(GuestJourney journey, Pressable face, Duration minimumInterval, LongSupplier nanos) {
        this.journey = journey;
        this.face = face;
        this.interval = minimumInterval.toNanos();
        this.nanos = nanos;
        journey.watch(_ -> settle());
    }

    /**
     * A button was pressed.
     *
     * @param button  its number
     * @param at      when, by the clock of this
     * @param outcome is told what has come of it, once
     */
    public void press(int button, ButtonAct act, long at, Consumer<Outcome> outcome) {
        Press press = new Press(button, act, at, outcome);
        if (waiting.size() == MOST_WAITING) {
            outcome.accept(Outcome.IGNORED);
        } else {
            waiting.add(press);
        }
        work();
    }

    /** The journey has gone on: what was being saved is, or is not. */
    private void settle() {
        if (!journey.isSaving()) {
            pending.ifPresent(press -> {
                pending = Optional.empty();
                press.outcome()
                        .accept(journey.state() instanceof State.CannotSave ? Outcome.NOT_KEPT : Outcome.DONE);
            });
            work();
        }
    }

    private void work() {
        if (working) {
            return;
        }
        working = true;
        try {
            while (!waiting.isEmpty() && pending.isEmpty() && take(waiting.peek())) {
                // as long as there is something to do and it can be done
            }
        } finally {
            working = false;
        }
    }

    /** Returns false where a press has to wait. */
    private boolean take(Press next) {
        if (nanos.getAsLong() - next.nanos() > LONGEST_WAIT.toNanos() || face.isReady() && isTooSoon(next)) {
            waiting.remove();
            next.outcome().accept(Outcome.IGNORED);
            return true;
        }
        if (!face.isReady()) {
            return false;
        }
        boolean isOver = journey.state() instanceof State.Thanking || journey.state() instanceof State.CannotSave;
        if (isOver && next.act() instanceof ButtonAct.Answer) {
            journey.leave(); // its page may have to arrive first
            return true;
        }
        waiting.remove();
        carryOut(next);
        return true;
    }

    private boolean isTooSoon(Press press) {
        boolean tooSoonToBegin = begins(press)
                && lastBegun.filter(last -> press.nanos() - last < interval).isPresent();
        boolean once = press.act() instanceof ButtonAct.Answer || press.act() == ButtonAct.Other.CONFIRM;
        return tooSoonToBegin || once && lastCounted.filter(last -> last.button() == press.button()
                && press.nanos() - last.nanos() < interval).isPresent();
    }

    /** Whether a response would begin by it. */
    private boolean begins(Press press) {
        return press.act() instanceof ButtonAct.Answer && switch (journey.state()) {
            case State.Asking asking -> asking.given().isEmpty();
            case State.ChoosingLanguage _ -> false;
            case State.Idle _,State.Thanking _,State.CannotSave _ -> true;
        };
    }

    private void carryOut(Press press) {
        boolean begins = begins(press);
        pending = Optional.of(press);
        if (!face.press(press.act())) {
            pending = Optional.empty();
            press.outcome().accept(Outcome.IGNORED);
            return;
        }
        lastCounted = Optional.of(press);
        lastBegun = begins ? Optional.of(press.nanos()) : lastBegun;
        if (!journey.isSaving()) {
            settle();
        }
    }
}
