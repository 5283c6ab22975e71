package org.amends.kiosk.guest;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.util.Duration;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.TimeNotice;

/** Lets the time of each page run out, after a notice where a guest is to answer. Any sign of a guest begins it anew. */
final class TimeLimit {

    /** Often enough for a number that changes every second. */
    private static final Duration BETWEEN_LOOKS = Duration.millis(250);

    private final GuestJourney journey;
    private final Supplier<Page> page;
    private final List<Node> over;
    private final Runnable chime;
    private final ScreenReader reader;
    private final Patience patience;
    private final Timeline looks = new Timeline(new KeyFrame(BETWEEN_LOOKS, _ -> look()));
    private Optional<TimeNotice> notice = Optional.empty();

    /**
     * @param page  what is shown; it may have none yet
     * @param over  all that is shown, the notice among it
     * @param chime sounds with the notice
     * @param nanos a clock that nobody sets, in nanoseconds
     */
    TimeLimit(GuestJourney journey, Supplier<Page> page, List<Node> over, Runnable chime, ScreenReader reader,
            LongSupplier nanos) {
        this.journey = journey;
        this.page = page;
        this.over = over;
        this.chime = chime;
        this.reader = reader;
        patience = new Patience(nanos);
        looks.setCycleCount(Animation.INDEFINITE);
    }

    /** Begins with another page. */
    void begin(State state, boolean switching) {
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
    void look() {
        switch (patience.now()) {
            case Patience.Now.Waiting _ -> hideNotice();
            case Patience.Now.Warning(int secondsLeft) -> warn(secondsLeft);
            // Asked again until the journey goes on: it may be saving.
            case Patience.Now.Over _ -> journey.timeUp();
        }
    }

    boolean isOver() {
        return patience.now() instanceof Patience.Now.Over;
    }

    /** The guest is still here. */
    void stay() {
        patience.again();
        hideNotice();
    }

    /** All that was shown has gone from the screen, and the notice with it. */
    void cleared() {
        notice = Optional.empty();
    }

    /** Whether an event's target is a part of the notice. */
    boolean isOnNotice(Object target) {
        return notice.filter(band -> GuestScreens.isWithin(target, band)).isPresent();
    }

    private void warn(int secondsLeft) {
        Page shown = page.get();
        if (notice.isPresent()) {
            notice.get().setSeconds(secondsLeft);
        } else if (shown != null) {
            TimeNotice band = new TimeNotice(shown.surroundings(), shown.language(), secondsLeft, this::stay);
            notice = Optional.of(band);
            over.add(band);
            chime.run();
            reader.say(shown.language(), band.words());
        }
    }

    private void hideNotice() {
        notice.ifPresent(over::remove);
        notice = Optional.empty();
    }
}
