package org.amends.kiosk.devices.buttons;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.amends.kiosk.devices.wires.Edge;

/**
 * All buttons of a terminal. Each press is told once, when it is certain. Of two that go down within {@link #TOGETHER}, as
 * under the flat of a hand, the first counts and the other does not. A button that is held for {@link Contact#STUCK_AFTER} is
 * stuck until it is let go; the others work on. To be used on one thread; all times are of {@link System#nanoTime}.
 */
public final class Buttons {

    /** Nobody means to press two buttons, one after the other, in so short a time. */
    static final Duration TOGETHER = Duration.ofMillis(80);

    private final List<Kind> kinds;
    private final List<Contact> contacts;
    /** Whether what the button does now counts for nothing, until it is let go. */
    private final boolean[] ignored;
    private OptionalInt lastDown = OptionalInt.empty();
    private long lastDownAt;

    /**
     * How a button is made.
     *
     * @param activeHigh whether the high level is the pressed one
     * @param debounce   how long a level lasts that counts; zero where something else has taken the bouncing out
     * @param isHeld     whether it only counts when it is held for two seconds
     */
    public record Kind(boolean activeHigh, Duration debounce, boolean isHeld) {
    }

    /** Something that a button has done. */
    public sealed interface Told {

        /** Its number, from 0. */
        int button();

        /** When it was certain. */
        long nanos();

        /** It was pressed, and where it is to be held, it was held. */
        record Pressed(int button, long nanos) implements Told {
        }

        /** It went down together with another one, and does not count. */
        record Together(int button, int with, long nanos) implements Told {
        }

        /** It has been held too long. */
        record Stuck(int button, long nanos) implements Told {
        }

        /** It is stuck no more. */
        record Freed(int button, long nanos) implements Told {
        }

        /** It does not come to rest. */
        record Chatters(int button, long nanos) implements Told {
        }

        /** It has come to rest. */
        record Calm(int button, long nanos) implements Told {
        }
    }

    public Buttons(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
        contacts = kinds.stream().map(kind -> new Contact(kind.activeHigh(), kind.debounce())).toList();
        ignored = new boolean[kinds.size()];
    }

    /** A button's line has a level; the first one that is told of a line is no press. */
    public List<Told> edge(int button, Edge edge) {
        // What other lines have done before is concluded before, so that their order is that of the edges.
        List<Told> told = new ArrayList<>(at(edge.nanos()));
        contacts.get(button).edge(edge).forEach(done -> tell(button, done, told));
        return told;
    }

    /** Time has come to this. */
    public List<Told> at(long nanos) {
        List<Told> told = new ArrayList<>();
        for (OptionalLong due = due(); due.isPresent() && due.getAsLong() <= nanos; due = due()) {
            for (int button = 0; button < contacts.size(); button++) {
                int number = button;
                contacts.get(button).at(due.getAsLong()).forEach(done -> tell(number, done, told));
            }
        }
        return told;
    }

    /** When it is to be asked again, if nothing comes before. */
    public OptionalLong due() {
        return contacts.stream().map(Contact::due).flatMapToLong(OptionalLong::stream).min();
    }

    private void tell(int button, Contact.Done done, List<Told> told) {
        long nanos = done.nanos();
        switch (done.what()) {
            case DOWN -> down(button, nanos, told);
            case HELD -> {
                if (kinds.get(button).isHeld() && !ignored[button]) {
                    told.add(new Told.Pressed(button, nanos));
                }
            }
            case UP -> ignored[button] = false;
            case STUCK -> told.add(new Told.Stuck(button, nanos));
            case FREED -> told.add(new Told.Freed(button, nanos));
            case CHATTERS -> told.add(new Told.Chatters(button, nanos));
            case CALM -> told.add(new Told.Calm(button, nanos));
        }
    }

    private void down(int button, long nanos, List<Told> told) {
        if (lastDown.isPresent() && lastDown.getAsInt() != button && nanos - lastDownAt < TOGETHER.toNanos()) {
            ignored[button] = true;
            told.add(new Told.Together(button, lastDown.getAsInt(), nanos));
            return;
        }
        lastDown = OptionalInt.of(button);
        lastDownAt = nanos;
        if (!kinds.get(button).isHeld()) {
            told.add(new Told.Pressed(button, nanos));
        }
    }
}
