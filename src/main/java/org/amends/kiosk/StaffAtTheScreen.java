package org.amends.kiosk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.application.Platform;
import javafx.scene.layout.Region;
import org.amends.kiosk.devices.cards.CardMeaning.StaffBadge;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.staffsetup.HealthView;
import org.amends.kiosk.staffsetup.PinView;
import org.amends.kiosk.staffsetup.StaffView;
import org.amends.kiosk.sync.StaffPins;
import org.amends.kiosk.sync.StaffPins.Answer;
import org.amends.response.Content.StaffStep.Step;
import org.amends.wire.StaffPin;

/**
 * Asks whoever holds a staff badge to the terminal, or types a PIN, how far they are with its guest, or shows them how the
 * devices are, while nobody is answering there; the badge again, a button or a minute ends it. All on JavaFX's thread.
 */
final class StaffAtTheScreen {

    private static final int LONGEST_SECONDS = 60;
    /** To read one line. */
    private static final int WORD_SECONDS = 4;
    private static final String ONE_MOMENT = "One moment ...";
    private static final String NOT_RIGHT = "This PIN is not known here.";
    private static final String TOO_OFTEN = "Too many PINs were wrong here.";
    private static final String NOT_NOW = "PINs cannot be checked just now, as the hub is away. Please use the inbox.";
    private static final String NOT_KEPT = "This could not be kept here. Please say it in the inbox.";

    private final KioskWindow window;
    private final GuestJourney journey;
    private final Views views;
    private final PinTries tries;
    private Optional<Region> shown = Optional.empty();
    private int secondsLeft;
    /** Whether the hub is being asked whose PIN was typed. */
    private boolean asking;
    /** What came of the last PIN. */
    private String why = "";

    /** What staff are shown, and what is done with what they say. */
    interface Views {

        /** How the devices are. */
        HealthView health(Runnable onDone);

        /** What somebody is asked; without a step nothing can be said. */
        StaffView staff(String title, Consumer<Step> onStep, Runnable onDevices, Runnable onClose);

        /** Where a PIN is typed. */
        PinView pin(Consumer<String> onPin, Runnable onTyped, Runnable onClose);

        /** Whose a PIN is. */
        CompletionStage<StaffPins.Answer> ask(String pin);

        /** Keeps what the holder of a badge says. */
        CompletionStage<?> say(StaffBadge badge, Step step);
    }

    /**
     * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
     */
    StaffAtTheScreen(KioskWindow window, GuestJourney journey, Views views, LongSupplier nanos) {
        this.window = window;
        this.journey = journey;
        this.views = views;
        tries = new PinTries(nanos);
    }

    /** A staff badge was held to the terminal. */
    void badge(StaffBadge badge) {
        if (shown.isPresent() && !(shown.get() instanceof PinView)) {
            leave();
        } else if (isFree()) {
            holder(badge);
        }
    }

    private void holder(StaffBadge badge) {
        shows(views.staff(badge.name(), step -> say(badge, step), this::devices, this::leave));
    }

    /** Somebody wants to type a PIN. */
    void wantsPin() {
        if (shown.isEmpty() && isFree()) {
            why = "";
            shows(views.pin(this::typed, () -> secondsLeft = LONGEST_SECONDS, this::leave));
            waits();
        }
    }

    private void typed(String pin) {
        if (!(shown.orElse(null) instanceof PinView view)) {
            return;
        }
        asking = true;
        view.takes(false);
        view.says(ONE_MOMENT);
        views.ask(pin).whenComplete((answer, failure) -> Platform.runLater(
                () -> answered(view, failure == null ? answer : new Answer.NotNow())));
    }

    /** To go away before the answer is no way around what it says. */
    private void answered(PinView view, Answer answer) {
        String words = switch (answer) {
            case Answer.Known _ -> {
                tries.right();
                yield "";
            }
            case Answer.Wrong _ -> {
                tries.wrong();
                yield NOT_RIGHT;
            }
            case Answer.TooOften(Duration patience) -> {
                tries.waits(patience);
                yield TOO_OFTEN;
            }
            case Answer.NotNow _ -> NOT_NOW;
        };
        if (shown.orElse(null) != view) {
            return;
        }
        asking = false;
        why = words;
        if (answer instanceof Answer.Known(StaffPin.Holder(String name, String badge))) {
            holder(new StaffBadge(name, badge));
        } else {
            waits();
        }
    }

    /** Whoever typed a wrong PIN waits, and sees for how long. */
    private void waits() {
        if (!(shown.orElse(null) instanceof PinView view) || asking) {
            return;
        }
        Optional<Duration> left = tries.left();
        if (left.isPresent()) {
            long seconds = left.get().plusMillis(999).toSeconds();
            view.takes(false);
            view.says((why + " Please wait " + seconds + (seconds == 1 ? " second." : " seconds.")).strip());
        } else if (!view.takes()) {
            view.takes(true);
            view.says(why);
        }
    }

    /** Whether no guest is disturbed: whoever reads the thanks has said all, and may be waiting for this very person. */
    private boolean isFree() {
        return journey.state() instanceof State.Idle || journey.state() instanceof State.Thanking;
    }

    private void devices() {
        shows(views.health(this::leave));
    }

    private void say(StaffBadge badge, Step step) {
        if (!(shown.orElse(null) instanceof StaffView view)) {
            return;
        }
        CompletionStage<?> kept = views.say(badge, step);
        ends(view, switch (step) {
            case HERE -> "Noted: you are here.";
            case DONE -> "Noted: it is done. Please write in the inbox what was done.";
            case HELP -> "Your colleagues are being asked to come.";
        });
        kept.whenComplete((_, failure) -> {
            if (failure != null) {
                Platform.runLater(() -> ends(view, NOT_KEPT));
            }
        });
        if (journey.state() instanceof State.Thanking) {
            journey.leave(); // the wait is over, and what was read there is no longer true
        }
    }

    private void ends(StaffView view, String words) {
        view.says(words);
        secondsLeft = WORD_SECONDS;
    }

    private void shows(Region view) {
        forget();
        shown = Optional.of(view);
        secondsLeft = LONGEST_SECONDS;
        window.inPlace(shown);
        view.requestFocus(); // for keys
    }

    /** Nothing of a PIN stays behind. */
    private void forget() {
        asking = false;
        if (shown.orElse(null) instanceof PinView view) {
            view.wipe();
        }
    }

    private void leave() {
        forget();
        shown = Optional.empty();
        window.inPlace(Optional.empty());
    }

    /** About a second has gone by. */
    void tick() {
        if (shown.orElse(null) instanceof HealthView health) {
            health.refresh();
        }
        waits();
        if (shown.isPresent() && --secondsLeft <= 0) {
            leave();
        }
    }
}
