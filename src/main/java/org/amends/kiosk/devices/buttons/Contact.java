package org.amends.kiosk.devices.buttons;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.amends.kiosk.devices.wires.Edge;

/**
 * One button's contact. It is down or up once its line has had that level without a break for the debounce time; whatever the
 * line does in between is one bouncing. All times are of {@link System#nanoTime}.
 */
final class Contact {

    /** What is held longer was not pressed by a guest: something leans on it, or it no longer opens. */
    static final Duration STUCK_AFTER = Duration.ofSeconds(20);
    /** A worn contact comes to rest in a tenth of it. */
    static final Duration CHATTERS_AFTER = Duration.ofSeconds(1);
    /** So long a button is held that is to be held. */
    static final Duration HELD_AFTER = Duration.ofSeconds(2);

    private static final long NEVER = Long.MAX_VALUE;

    private final boolean activeHigh;
    private final long debounce;

    private boolean begun;
    private boolean down;
    private boolean level;
    /** Since when the line has its level. */
    private long levelSince;
    private boolean resting = true;
    /** Since when it has not come to rest. */
    private long restlessSince;
    private long downSince;
    private boolean heldTold;
    private boolean stuck;
    private boolean chattering;

    /** What a contact does. */
    enum What {
        DOWN, HELD, UP, STUCK, FREED, CHATTERS, CALM
    }

    /** Something that it has done. */
    record Done(What what, long nanos) {
    }

    /**
     * @param activeHigh whether the high level is the pressed one
     * @param debounce   how long a level lasts that counts; zero for a contact that does not bounce
     */
    Contact(boolean activeHigh, Duration debounce) {
        this.activeHigh = activeHigh;
        this.debounce = debounce.toNanos();
    }

    /** The line has a level; the first one is what it has had all along, and no press. */
    List<Done> edge(Edge edge) {
        boolean pressed = edge.high() == activeHigh;
        if (!begun) {
            begun = true;
            level = pressed;
            down = pressed;
            downSince = edge.nanos();
            heldTold = true; // a button that was down before anybody looked is not being held for something
            return List.of();
        }
        List<Done> done = new ArrayList<>(at(edge.nanos()));
        if (resting && pressed != down) {
            resting = false;
            restlessSince = edge.nanos();
        }
        level = pressed;
        levelSince = edge.nanos();
        done.addAll(at(edge.nanos())); // at once, where nothing bounces
        return done;
    }

    /** Time has come to this. */
    List<Done> at(long nanos) {
        List<Done> done = new ArrayList<>();
        for (long due = next(); due <= nanos && due != NEVER; due = next()) {
            done.addAll(conclude(due));
        }
        return done;
    }

    /** When it is to be asked again, if nothing comes before. */
    OptionalLong due() {
        return next() == NEVER ? OptionalLong.empty() : OptionalLong.of(next());
    }

    private long next() {
        return Math.min(Math.min(settles(), chatters()), Math.min(held(), sticks()));
    }

    private long settles() {
        return resting ? NEVER : levelSince + debounce;
    }

    private long chatters() {
        return resting || chattering ? NEVER : restlessSince + CHATTERS_AFTER.toNanos();
    }

    private long held() {
        return !down || heldTold ? NEVER : downSince + HELD_AFTER.toNanos();
    }

    private long sticks() {
        return !down || stuck ? NEVER : downSince + STUCK_AFTER.toNanos();
    }

    private List<Done> conclude(long due) {
        List<Done> done = new ArrayList<>();
        if (due == settles()) {
            resting = true;
            if (chattering) {
                chattering = false;
                done.add(new Done(What.CALM, due));
            }
            if (level != down) {
                done.addAll(level ? goesDown(due) : goesUp(due));
            }
        } else if (due == chatters()) {
            chattering = true;
            done.add(new Done(What.CHATTERS, due));
        } else if (due == held()) {
            heldTold = true;
            done.add(new Done(What.HELD, due));
        } else {
            stuck = true;
            done.add(new Done(What.STUCK, due));
        }
        return done;
    }

    private List<Done> goesDown(long due) {
        down = true;
        downSince = due;
        heldTold = false;
        return List.of(new Done(What.DOWN, due));
    }

    private List<Done> goesUp(long due) {
        down = false;
        Done up = new Done(What.UP, due);
        if (!stuck) {
            return List.of(up);
        }
        stuck = false;
        return List.of(up, new Done(What.FREED, due));
    }
}
