package org.amends.kiosk.outbox;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.kiosk.outbox.Outgoing.Waiting;

/**
 * What the hub said while the disk took nothing. It is held in memory, so that the same is not sent in a circle, and written
 * down when the disk can be written again. Lost with a restart it costs a repeat, which the hub absorbs.
 */
final class Unnoted {

    /** With more than these in memory nothing is sent until some of it could be written. */
    private static final int MOST = 10_000;

    private final Map<Long, Long> acknowledged = new HashMap<>();
    private final Map<Long, String> setAside = new HashMap<>();
    private final Map<String, String> facts = new HashMap<>();

    void acknowledge(Collection<Long> positions, long at) {
        positions.forEach(position -> acknowledged.put(position, at));
    }

    void setAside(long position, String reason) {
        setAside.put(position, reason);
    }

    void remember(String name, String value) {
        facts.put(name, value);
    }

    Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    boolean isEmpty() {
        return acknowledged.isEmpty() && setAside.isEmpty() && facts.isEmpty();
    }

    boolean isFull() {
        return acknowledged.size() + setAside.size() > MOST;
    }

    /** As they would be if everything had been written. */
    List<Waiting> appliedTo(List<Waiting> entries) {
        return isEmpty()
                ? entries
                : entries.stream().filter(entry -> !acknowledged.containsKey(entry.position()))
                        .map(entry -> setAside.containsKey(entry.position())
                                ? entry.setAside(setAside.get(entry.position()))
                                : entry)
                        .toList();
    }

    /** Writes all of it. What was written before a failure is written again then, which changes nothing. */
    void write(OutboxStore store) throws SQLException {
        Map<Long, List<Long>> byTime = new HashMap<>();
        acknowledged.forEach(
                (position, at) -> byTime.computeIfAbsent(at, _ -> new java.util.ArrayList<>()).add(position));
        for (Map.Entry<Long, List<Long>> receipt : byTime.entrySet()) {
            store.acknowledge(receipt.getValue(), receipt.getKey());
        }
        for (Map.Entry<Long, String> refused : setAside.entrySet()) {
            store.setAside(refused.getKey(), refused.getValue());
        }
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            store.remember(fact.getKey(), fact.getValue());
        }
    }

    void clear() {
        acknowledged.clear();
        setAside.clear();
        facts.clear();
    }
}
