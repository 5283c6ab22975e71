package org.amends.kiosk.devices.wires;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.amends.kiosk.platform.DeviceRefused;

/**
 * The lines of a chip that may go, as one on a USB cable does, and come back: whatever was watched is watched again then, and
 * what was driven has the level that it was given last. Used on one thread; only edges are told on the chip's.
 */
public final class ReturningWires implements Wires {

    private static final Logger LOG = System.getLogger(ReturningWires.class.getName());

    private final Supplier<Wires> opening;
    private final List<Watched> watched = new ArrayList<>();
    private final List<Line> driven = new ArrayList<>();
    /** Empty while the chip is away. */
    private Optional<Wires> chip;

    private record Watched(int line, Pull pull, Consumer<Edge> listener) {
    }

    /**
     * Opens the chip for the first time.
     *
     * @param  opening       opens it, then and each time that it is looked for
     * @throws DeviceRefused if it cannot be opened now
     */
    public ReturningWires(Supplier<Wires> opening) {
        this.opening = opening;
        chip = Optional.of(opening.get());
    }

    @Override
    public void watch(int line, Pull pull, Consumer<Edge> listener) {
        present().watch(line, pull, listener);
        watched.add(new Watched(line, pull, listener));
    }

    @Override
    public Driven drive(int line, boolean high) {
        Line taken = new Line(line, high, present().drive(line, high));
        driven.add(taken);
        return taken;
    }

    private Wires present() {
        return chip.orElseThrow(() -> new DeviceRefused("the chip has gone"));
    }

    /** Looks whether the chip is there, and for it where it was not. To be called about every second. */
    public void look() {
        if (chip.filter(Wires::isWell).isPresent()) {
            return;
        }
        if (chip.isPresent()) {
            LOG.log(Level.WARNING, "a GPIO chip has gone; it is looked for every second");
            letGo();
        }
        try {
            Wires found = opening.get();
            try {
                driven.forEach(line -> line.now = Optional.of(found.drive(line.number, line.high)));
                watched.forEach(line -> found.watch(line.line(), line.pull(), line.listener()));
                chip = Optional.of(found);
                LOG.log(Level.INFO, "a GPIO chip is back");
            } catch (DeviceRefused notYet) {
                forget();
                found.close();
            }
        } catch (DeviceRefused notYet) {
            // the next look, then
        }
    }

    @Override
    public boolean isWell() {
        return chip.filter(Wires::isWell).isPresent();
    }

    private void letGo() {
        chip.ifPresent(Wires::close);
        chip = Optional.empty();
        forget();
    }

    private void forget() {
        driven.forEach(line -> line.now = Optional.empty());
    }

    @Override
    public void close() {
        letGo();
    }

    /** A line out, while the chip is away too. */
    private static final class Line implements Driven {

        private final int number;
        private boolean high;
        private Optional<Driven> now;

        private Line(int number, boolean high, Driven now) {
            this.number = number;
            this.high = high;
            this.now = Optional.of(now);
        }

        @Override
        public void set(boolean level) {
            high = level;
            now.ifPresent(line -> line.set(level));
        }

        @Override
        public boolean isWell() {
            return now.filter(Driven::isWell).isPresent();
        }
    }
}
