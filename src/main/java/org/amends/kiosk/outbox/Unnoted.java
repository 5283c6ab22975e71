package org.amends.kiosk.outbox;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amends.kiosk.outbox.Outgoing.Waiting;

/**
 * What the hub said while the disk took nothing. It is held in memory, so that the same is not sent in a circle, and written
 * down when the disk can be written again. Lost with a restart it costs a repeat, which the hub absorbs.
 */
final class Unnoted {

    /** With more than these in memory nothing is sent until some of it could be written. */
    private static final int MOST = 10_000;

    private final Set<Long> acknowledged = new HashSet<>();
    private final Map<Long, String> setAside = new HashMap<>();
    private final Map<String, String> facts = new HashMap<>();

    void acknowledge(Collection<Long> positions) {
        acknowledged.addAll(positions);
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
                : entries.stream().filter(entry -> !acknowledged.contains(entry.position()))
                        .map(entry -> setAside.containsKey(entry.position())
                                ? entry.setAside(setAside.get(entry.position()))
                                : entry)
                        .toList();
    }

    /**
     * Writes all of it. What was written before a failure is written again then, which changes nothing.
     *
     * @param ran how long the terminal has run, in milliseconds
     */
    void write(OutboxStore store, long ran) throws SQLException {
        store.acknowledge(acknowledged, ran);
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
