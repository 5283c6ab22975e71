package org.amends.kiosk.guest;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.settings.ButtonAct;
import org.amends.response.Content;
import org.amends.survey.Face;

/**
 * A terminal whose whole face are buttons and lights: what is asked is printed on it. Only the first question is asked, as
 * nobody could read another one. To be used on the journey's thread.
 */
public final class WithoutScreen implements Pressable {

    private final GuestJourney journey;
    private final Timetable timetable;
    private final Clock clock;
    private final Patience patience;

    /**
     * @param journey   asks what the timetable says
     * @param timetable what is asked when, by {@link Timetable#onlyFirst}
     * @param clock     the wall's, in the zone that the timetable is meant in
     * @param nanos     a clock that nobody sets, in nanoseconds
     */
    public WithoutScreen(GuestJourney journey, Timetable timetable, Clock clock, LongSupplier nanos) {
        this.journey = journey;
        this.timetable = timetable;
        this.clock = clock;
        patience = new Patience(nanos);
        // Nobody reads here who comes, and the next guest wants to answer.
        journey.watch(state -> patience.begin(
                state instanceof State.Thanking ? Optional.of(journey.thanksTime()) : journey.limit(state), false));
    }

    @Override
    public boolean isReady() {
        return !journey.isSaving();
    }

    @Override
    public boolean press(ButtonAct act) {
        return switch (act) {
            case ButtonAct.Answer(int number) -> answer(number);
            case ButtonAct.Other.HELP -> journey.call(journey.helpQuestion());
            case ButtonAct.Other.STAFF_CALL -> journey.call(Content.SomebodyNow.STAFF_CALL);
            case ButtonAct.Other _ -> false; // there is nothing to move on, and nothing to be read
        };
    }

    private boolean answer(int number) {
        List<Face> faces = journey.survey().first().faces();
        boolean asked = journey.state() instanceof State.Idle || journey.state() instanceof State.Asking;
        if (!asked || number > faces.size()) {
            return false;
        }
        journey.choose(faces.get(number - 1));
        return true;
    }

    /** About a second has gone by. */
    public void tick() {
        journey.ask(timetable.surveyAt(LocalDateTime.now(clock)));
        if (patience.now() instanceof Patience.Now.Over) {
            journey.timeUp();
        }
    }
}
