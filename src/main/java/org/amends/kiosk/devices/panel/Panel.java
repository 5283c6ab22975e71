package org.amends.kiosk.devices.panel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.buttons.Buttons;
import org.amends.kiosk.devices.buttons.Buttons.Told;
import org.amends.kiosk.devices.lights.Light;
import org.amends.kiosk.devices.lights.Lights;
import org.amends.kiosk.devices.wires.Edge;
import org.amends.kiosk.devices.wires.ReturningWires;
import org.amends.kiosk.devices.wires.Wires;
import org.amends.kiosk.platform.DeviceRefused;
import org.amends.kiosk.settings.ButtonAct;

/**
 * The buttons, lights, lamp and buzzer of a terminal. What the machine does not let be used is out of order, and the rest
 * works. Everything is done on one thread of its own, which others may use as an {@link Executor}; every method may be called
 * from any thread and returns at once.
 */
public final class Panel implements Executor, AutoCloseable {

    private static final String GONE = "its line is gone; look whether the chip is still plugged in: once it is back, this works"
            + " again by itself";

    private final Wiring wiring;
    private final DeviceHealth health;
    private final Turns turns;
    private final Optional<ReturningWires> wires;
    private final List<String> refusals = new ArrayList<>();
    private final Buttons buttons;
    private final Lights lights;
    private final Map<String, Integer> keys = new HashMap<>();
    /** By the name of what hangs on a line, whether that takes levels, or is heard. */
    private final Map<String, BooleanSupplier> lines = new LinkedHashMap<>();
    private final Map<String, Boolean> linesWere = new HashMap<>();
    /** By name, how a button whose line has gone is let go of: nobody holds what cannot be heard. */
    private final Map<String, Runnable> releases = new HashMap<>();
    private volatile boolean closed;
    private Consumer<Press> presses = _ -> {
    };

    /**
     * A press that counts.
     *
     * @param button its number in the wiring, from 0
     * @param nanos  when it was certain, by {@link System#nanoTime}
     */
    public record Press(int button, ButtonAct act, long nanos) {
    }

    /**
     * Takes the lines that lights hang on; buttons count from {@link #start} on.
     *
     * @param chip   opens the first chip there is of those named, or throws {@link DeviceRefused}; asked only if there are
     *               lines in use
     * @param health is told of everything
     */
    public static Panel open(Wiring wiring, Function<List<String>, Wires> chip, DeviceHealth health) {
        return new Panel(wiring, chip, health, new PanelThread());
    }

    Panel(Wiring wiring, Function<List<String>, Wires> chip, DeviceHealth health, Turns turns) {
        this.wiring = wiring;
        this.health = health;
        this.turns = turns;
        wires = wiring.hasLines() ? open(chip) : Optional.empty();
        List<Buttons.Kind> kinds = new ArrayList<>();
        List<Optional<Light>> buttonLights = new ArrayList<>();
        for (Wiring.Button button : wiring.buttons()) {
            boolean isHeld = button.does() == ButtonAct.Other.STAFF_CALL;
            switch (button.contact()) {
                case Wiring.Contact.OnLine line ->
                    kinds.add(new Buttons.Kind(line.activeHigh(), wiring.debounce(), isHeld));
                case Wiring.Contact.OnKey key -> {
                    keys.put(key.key(), kinds.size());
                    kinds.add(new Buttons.Kind(true, Duration.ZERO, isHeld));
                }
            }
            health.well(button.name());
            buttonLights.add(button.light().flatMap(light -> light("light of " + button.name(), light)));
        }
        buttons = new Buttons(kinds);
        keys.values().forEach(key -> buttons.edge(key, new Edge(false, turns.nanos())));
        lights = new Lights(buttonLights, wiring.lamp().flatMap(lamp -> light("lamp", lamp)),
                wiring.buzzer().flatMap(buzzer -> light("buzzer", buzzer)), wiring.quiet());
    }

    private Optional<ReturningWires> open(Function<List<String>, Wires> chip) {
        try {
            return Optional.of(new ReturningWires(() -> chip.apply(wiring.chips())));
        } catch (DeviceRefused refused) {
            refusals.add(refused.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Light> light(String what, Wiring.LightLine on) {
        String name = what + ", line " + on.line();
        if (wires.isEmpty()) {
            health.outOfOrder(name, refusals.getFirst());
            return Optional.empty();
        }
        try {
            Wires.Driven line = wires.get().drive(on.line(), !on.activeHigh());
            health.well(name);
            lines.put(name, line::isWell);
            linesWere.put(name, true);
            return Optional.of(new Light(line, on.activeHigh()));
        } catch (DeviceRefused refused) {
            refusals.add(refused.getMessage());
            health.outOfOrder(name, refused.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Buttons count from now on.
     *
     * @param pressed is told each press, on the panel's thread
     */
    public void start(Consumer<Press> pressed) {
        presses = pressed;
        for (int button = 0; button < wiring.buttons().size(); button++) {
            if (wiring.buttons().get(button).contact() instanceof Wiring.Contact.OnLine line) {
                watch(button, line);
            }
        }
    }

    private void watch(int button, Wiring.Contact.OnLine on) {
        String name = wiring.buttons().get(button).name();
        if (wires.isEmpty()) {
            health.outOfOrder(name, refusals.getFirst());
            return;
        }
        try {
            wires.get().watch(on.line(), on.pull(), edge -> execute(() -> tell(buttons.edge(button, edge))));
            lines.put(name, wires.get()::isWell);
            releases.put(name, () -> tell(buttons.edge(button, new Edge(!on.activeHigh(), turns.nanos()))));
            linesWere.put(name, true);
        } catch (DeviceRefused refused) {
            refusals.add(refused.getMessage());
            health.outOfOrder(name, refused.getMessage());
        }
    }

    /** Why the machine does not let something be used as it is wired, with what to do about it; complete after the start. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Whether any button can be pressed at all; to be asked after the start. */
    public boolean hasButtons() {
        return health.devices().stream().anyMatch(device -> device.trouble().isEmpty()
                && wiring.buttons().stream().anyMatch(button -> button.name().equals(device.name())));
    }

    /** A key went down or up; it may come again while it is held. Returns whether it is a button. */
    public boolean key(String key, boolean down) {
        Integer button = keys.get(key);
        if (button == null) {
            return false;
        }
        long nanos = turns.nanos();
        execute(() -> tell(buttons.edge(button, new Edge(down, nanos))));
        return true;
    }

    /** What was pressed is kept, or done. */
    public void acknowledge(int button) {
        execute(() -> lights.acknowledge(button, turns.nanos()));
    }

    /** What was pressed could not be kept. */
    public void refuse(int button) {
        execute(() -> lights.refuse(button, turns.nanos()));
    }

    /** What was said here without a button is kept, or could not be: every button's light answers. */
    public void answer(boolean kept) {
        execute(() -> {
            for (int button = 0; button < wiring.buttons().size(); button++) {
                if (kept) {
                    lights.acknowledge(button, turns.nanos());
                } else {
                    lights.refuse(button, turns.nanos());
                }
            }
        });
    }

    /** Lights everything once, and sounds the buzzer: for whoever looks whether they can. */
    public void tryOut() {
        execute(() -> lights.tryOut(turns.nanos()));
    }

    /** The place is closed, or open; saying the same again costs nothing. */
    public void closed(boolean is) {
        if (closed != is) {
            closed = is;
            execute(() -> lights.closed(is, turns.nanos()));
        }
    }

    /** Nothing can be kept at this terminal, or it can again. */
    public void outOfOrder(boolean is) {
        execute(() -> lights.allOutOfOrder(is, turns.nanos()));
    }

    /** Somebody was asked for, and that is kept. */
    public void called(UUID response) {
        execute(() -> lights.called(response, turns.nanos()));
    }

    /** Somebody was asked for, and it could not be kept: only lamp and buzzer can tell. */
    public void callLost(UUID response) {
        execute(() -> lights.callLost(response, turns.nanos()));
    }

    /** Whoever asked for somebody had meant something else. */
    public void callTakenBack(UUID response) {
        execute(() -> lights.callTakenBack(response, turns.nanos()));
    }

    /** The hub has confirmed these responses. */
    public void confirmed(Set<UUID> responses) {
        execute(() -> lights.confirmed(responses, turns.nanos()));
    }

    /** A person has taken a call, and comes. */
    public void taken(UUID response) {
        execute(() -> lights.taken(response, turns.nanos()));
    }

    /** Nobody has taken a call in time. */
    public void nobodyFree(UUID response) {
        execute(() -> lights.nobodyFree(response, turns.nanos()));
    }

    /** Somebody is there for a call, or it is done. */
    public void over(UUID response) {
        execute(() -> lights.over(response, turns.nanos()));
    }

    /** A member of staff is at the terminal. */
    public void staffAreHere() {
        execute(() -> lights.silence(turns.nanos()));
    }

    /**
     * Looks whether all lines are still there, and for a chip that has gone; to be called about every second, as a line that is
     * gone tells nothing.
     */
    public void look() {
        execute(() -> {
            lines.forEach(this::look);
            wires.filter(chip -> !chip.isWell()).ifPresent(ReturningWires::look);
        });
    }

    private void look(String name, BooleanSupplier isWell) {
        boolean now = isWell.getAsBoolean();
        if (linesWere.put(name, now) == now) {
            return;
        }
        if (now) {
            health.well(name);
        } else {
            releases.getOrDefault(name, () -> {
                // a light
            }).run();
            health.outOfOrder(name, GONE);
        }
    }

    /** Runs something on the panel's thread, then does what has come due. */
    @Override
    public void execute(Runnable task) {
        turns.execute(() -> {
            task.run();
            turn();
        });
    }

    private void turn() {
        long now = turns.nanos();
        tell(buttons.at(now));
        lights.at(now);
        OptionalLong due = LongStream.concat(buttons.due().stream(), lights.due(now).stream()).min();
        turns.wakeAt(due, this::turn);
    }

    private void tell(List<Told> told) {
        for (Told what : told) {
            String name = wiring.buttons().get(what.button()).name();
            switch (what) {
                case Told.Pressed pressed -> {
                    health.saw(name, "pressed");
                    pressed(pressed);
                }
                case Told.Together together -> health.saw(name,
                        "pressed together with " + wiring.buttons().get(together.with()).name() + ", which counts");
                case Told.Stuck _ -> trouble(what.button(),
                        "it has been down for 20 seconds; look whether something leans on it or it no longer springs back");
                case Told.Chatters _ -> trouble(what.button(),
                        "its contact does not come to rest; look at its wires, or replace it");
                case Told.Freed _,Told.Calm _ -> {
                    health.well(name);
                    lights.outOfOrder(what.button(), false, turns.nanos());
                }
            }
        }
    }

    private void pressed(Told.Pressed pressed) {
        ButtonAct act = wiring.buttons().get(pressed.button()).does();
        if (act == ButtonAct.Other.STAFF_CALL) {
            lights.silence(turns.nanos()); // whoever holds it is there
        }
        presses.accept(new Press(pressed.button(), act, pressed.nanos()));
    }

    private void trouble(int button, String why) {
        health.outOfOrder(wiring.buttons().get(button).name(), why);
        lights.outOfOrder(button, true, turns.nanos());
    }

    /** Leaves all lights dark and lets go of the lines. */
    @Override
    public void close() {
        turns.execute(() -> {
            lights.dark();
            wires.ifPresent(Wires::close);
        });
        turns.close();
    }
}
