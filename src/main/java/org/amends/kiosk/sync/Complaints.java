package org.amends.kiosk.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.amends.kiosk.outbox.Health;
import org.amends.kiosk.outbox.Room;
import org.amends.wire.Condition;

/** What staff are to be told of this terminal, and whether they were. Used from any thread. */
final class Complaints {

    /** A hub that does not take it is not asked again at once: entries are more important. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

    /** By kind, when it was first seen; by System.nanoTime. */
    private final Map<String, Long> since = new HashMap<>();
    private Map<String, String> ofOutbox = Map.of();
    private Map<String, String> ofDevices = Map.of();
    private Map<String, String> now = Map.of();
    /** What the hub knows; at a start that is whatever was said before it. */
    private boolean isTold;
    private long notBefore = System.nanoTime();

    /** The outbox is like this now. */
    synchronized void see(Health health) {
        Map<String, String> seen = new LinkedHashMap<>();
        health.failure().ifPresent(words -> seen.put(Condition.CANNOT_SAVE, words));
        if (health.room() != Room.AMPLE) {
            seen.put(Condition.OUTBOX + health.room().name().toLowerCase(Locale.ROOT), health.room().words());
        }
        if (!health.damaged().isEmpty()) {
            seen.put(Condition.OUTBOX_DAMAGED, "look at " + String.join(", ", health.damaged()) + " and remove it");
        }
        if (health.setAside() > 0) {
            seen.put(Condition.ENTRIES_SET_ASIDE, String.valueOf(health.setAside()));
        }
        ofOutbox = seen;
        add();
    }

    /** Devices are out of order, or none is. */
    synchronized void see(Optional<String> devices) {
        ofDevices = devices.map(words -> Map.of(Condition.DEVICES_OUT_OF_ORDER, words)).orElse(Map.of());
        add();
    }

    private void add() {
        Map<String, String> seen = new LinkedHashMap<>(ofOutbox);
        seen.putAll(ofDevices);
        since.keySet().retainAll(seen.keySet());
        seen.keySet().forEach(kind -> since.putIfAbsent(kind, System.nanoTime()));
        if (!seen.equals(now)) {
            now = seen;
            isTold = false;
            notBefore = System.nanoTime();
        }
    }

    /** Whether the hub is to be told now. */
    synchronized boolean areDue() {
        return !isTold && System.nanoTime() - notBefore >= 0;
    }

    /** All of them. */
    synchronized Condition condition() {
        List<Condition.Trouble> troubles = new ArrayList<>();
        now.forEach((kind, words) -> troubles.add(Condition.Trouble.of(kind,
                Duration.ofNanos(System.nanoTime() - since.get(kind)).toMillis(), words)));
        return new Condition(troubles);
    }

    /** The hub was told of what was the condition a moment ago. */
    synchronized void told(Condition what) {
        isTold = condition().troubles().stream().map(trouble -> trouble.kind() + trouble.words()).toList()
                .equals(what.troubles().stream().map(trouble -> trouble.kind() + trouble.words()).toList());
    }

    /** It did not take it. */
    synchronized void notNow() {
        notBefore = System.nanoTime() + BETWEEN_TRIES.toNanos();
    }
}
