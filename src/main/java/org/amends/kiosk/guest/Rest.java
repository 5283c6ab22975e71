package org.amends.kiosk.guest;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.amends.kiosk.guest.GuestJourney.State;

/**
 * What the terminal does while nobody touches it: it keeps to the timetable, invites in one language after the other and
 * shows one thing after the other beside the question. One thing moves at a time, and rests. It stops for a guest.
 */
public final class Rest {

    /** Long enough to read a question twice, and so seldom that a resting terminal costs next to nothing. */
    private static final int SECONDS_BETWEEN_MOVES = 12;
    private static final int SECONDS_BETWEEN_SHIFTS = 60;
    /** A finger that comes down is up again by then. */
    private static final int SECONDS_BEFORE_NEWS = 2;

    private final GuestJourney journey;
    private final RestingScreen screen;
    private final Timetable timetable;
    private final Clock clock;
    private final HubLines lines;
    private int untouched;
    private int rested;
    private boolean languageIsNext = true;

    /**
     * @param screens of the journey
     * @param clock   the wall's, in the zone that the timetable is meant in
     * @param lines   what the hub wants shown meanwhile
     */
    public static Rest of(GuestJourney journey, GuestScreens screens, Timetable timetable, Clock clock, HubLines lines) {
        Rest rest = new Rest(journey, screens.resting(), timetable, clock, lines);
        screens.whenTouched(rest::touched);
        return rest;
    }

    Rest(GuestJourney journey, RestingScreen screen, Timetable timetable, Clock clock, HubLines lines) {
        this.journey = journey;
        this.screen = screen;
        this.timetable = timetable;
        this.clock = clock;
        this.lines = lines;
    }

    /** A finger came down, or a key: what it is meant for must not change before it is up again. */
    void touched() {
        untouched = 0;
    }

    /** A second has gone by. To be called on the screen's thread. */
    public void tick() {
        LocalDateTime now = LocalDateTime.now(clock);
        boolean open = timetable.isOpenAt(now);
        journey.ask(timetable.surveyAt(now));
        screen.dim(!open);
        if (!(journey.state() instanceof State.Idle idle)) {
            untouched = 0;
            return;
        }
        untouched++;
        rested++;
        if (untouched >= SECONDS_BEFORE_NEWS) {
            screen.tell(lines.now(journey.survey()));
        }
        if (rested % SECONDS_BETWEEN_SHIFTS == 0) {
            screen.shift();
        } else if (untouched % SECONDS_BETWEEN_MOVES == 0) {
            move(open, idle.language());
        }
    }

    private void move(boolean open, String shown) {
        List<String> languages = journey.survey().languages();
        String next = open ? languages.get((languages.indexOf(shown) + 1) % languages.size()) : languages.getFirst();
        boolean turned = open && !languageIsNext && screen.turn();
        if (!turned && !next.equals(shown)) {
            journey.invite(next);
        } else if (!turned && open) {
            screen.turn();
        }
        languageIsNext = turned;
    }
}
