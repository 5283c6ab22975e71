package org.amends.kiosk.devices;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Every device of the terminal, how it is, and what was last seen of it and when. What is out of order is a state here, never
 * a crash. Used from any thread.
 */
public final class DeviceHealth {

    private final Clock clock;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final List<Runnable> watchers = new ArrayList<>();

    /** @param clock dates what is seen */
    public DeviceHealth(Clock clock) {
        this.clock = clock;
    }

    /**
     * One device.
     *
     * @param name    as people know it, such as {@code answer-1 on line 17}
     * @param trouble why it is out of order; empty where it is well
     * @param seen    what was last seen of it
     */
    public record Device(String name, Optional<Trouble> trouble, Optional<Seen> seen) {

        /** In a line, for people. */
        @Override
        public String toString() {
            return name + ": " + trouble.map(is -> "OUT OF ORDER since " + is.since() + ": " + is.why()).orElse("well")
                    + seen.map(last -> "; last seen: " + last.what() + " at " + last.at()).orElse("; nothing seen yet");
        }
    }

    /**
     * What is wrong with a device.
     *
     * @param why   with what to do about it, for staff
     * @param since when that was first told; the same told again changes nothing
     */
    public record Trouble(String why, Instant since) {
    }

    /**
     * Something that was seen of a device.
     *
     * @param what never what a guest said, nor what is on a card
     */
    public record Seen(String what, Instant at) {
    }

    /** There is such a device, and it is well; what was known of it stays. */
    public void well(String name) {
        change(name, device -> new Device(name, Optional.empty(), device.seen()));
    }

    /**
     * A device is out of order.
     *
     * @param why with what to do about it, for staff
     */
    public void outOfOrder(String name, String why) {
        change(name, device -> new Device(name, device.trouble().filter(is -> is.why().equals(why))
                .or(() -> Optional.of(new Trouble(why, clock.instant()))), device.seen()));
    }

    /** Something was seen of a device. */
    public void saw(String name, String what) {
        change(name, device -> new Device(name, device.trouble(), Optional.of(new Seen(what, clock.instant()))));
    }

    /** All of them, in the order they were named. */
    public synchronized List<Device> devices() {
        return List.copyOf(devices.values());
    }

    /**
     * What staff are to be told: which devices are out of order and why, those together that have the same reason, as where a
     * whole chip is absent; empty where all is well.
     */
    public Optional<String> complaint() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        devices().forEach(device -> device.trouble()
                .ifPresent(is -> byReason.computeIfAbsent(is.why(), _ -> new ArrayList<>()).add(device.name())));
        String words = byReason.entrySet().stream()
                .map(reason -> reason.getValue().getFirst()
                        + (reason.getValue().size() > 1 ? " and " + (reason.getValue().size() - 1) + " more" : "") + ": "
                        + reason.getKey())
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    /** Calls this after each change, on the thread that made it; it must only pass that on. */
    public synchronized void whenChanged(Runnable watcher) {
        watchers.add(watcher);
    }

    private void change(String name, UnaryOperator<Device> change) {
        List<Runnable> told;
        synchronized (this) {
            Device before = devices.getOrDefault(name, new Device(name, Optional.empty(), Optional.empty()));
            Device after = change.apply(before);
            if (after.equals(devices.put(name, after))) {
                return;
            }
            told = List.copyOf(watchers);
        }
        told.forEach(Runnable::run);
    }
}
