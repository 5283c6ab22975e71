package org.amends.kiosk.guest;

import java.time.Clock;
import java.time.LocalDateTime;

/** What the terminal does while nobody touches it: it keeps to the timetable. */
public final class Rest {

    private final GuestJourney journey;
    private final Timetable timetable;
    private final Clock clock;

    /** @param clock the wall's, in the zone that the timetable is meant in */
    public Rest(GuestJourney journey, Timetable timetable, Clock clock) {
        this.journey = journey;
        this.timetable = timetable;
        this.clock = clock;
    }

    /** A second has gone by. To be called on the screen's thread. */
    public void tick() {
        journey.ask(timetable.surveyAt(LocalDateTime.now(clock)));
    }
}
