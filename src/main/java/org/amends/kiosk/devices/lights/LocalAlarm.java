package org.amends.kiosk.devices.lights;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Whether lamp and buzzer call for somebody: where a guest has asked for somebody to come and the hub has not confirmed it in
 * time, or it could not even be kept, or nobody has taken it. Once the hub has it, nothing sounds any more. It ends when a
 * person has taken it, when staff say that they are there, or when it has gone on so long that nobody waits any more.
 */
final class LocalAlarm {

    /** A hub that is there confirms within a second. */
    static final Duration AFTER = Duration.ofSeconds(10);
    /** Whoever has stood at the terminal that long has gone to look for somebody. */
    static final Duration LONGEST = Duration.ofMinutes(10);
    /** So long it sounds, and then is only seen. */
    static final Duration LONGEST_SOUND = Duration.ofMinutes(2);

    private final Map<UUID, Call> calls = new HashMap<>();

    /**
     * A call that nobody has taken.
     *
     * @param asked when
     * @param since when it calls, or will; empty as long as the hub has it and staff may take it
     * @param heard whether the hub has it, so that nothing need sound
     */
    private record Call(long asked, OptionalLong since, boolean heard) {

        boolean isOn(long now) {
            return since.isPresent() && now - since.getAsLong() >= 0;
        }
    }

    /** A guest asked for somebody, and it is kept. */
    void called(UUID response, long now) {
        calls.putIfAbsent(response, new Call(now, OptionalLong.of(now + AFTER.toNanos()), false));
    }

    /** A guest asked for somebody, and nobody will be told. */
    void lost(UUID response, long now) {
        calls.put(response, new Call(now, OptionalLong.of(now), false));
    }

    /** The hub has these: what calls is only seen from now on, and what does not call yet waits for a person to take it. */
    void heard(Set<UUID> responses, long now) {
        responses.forEach(response -> calls.computeIfPresent(response, (_, call) -> call.heard()
                ? call
                : new Call(call.asked(), call.isOn(now) ? call.since() : OptionalLong.empty(), true)));
    }

    /** Nobody has taken it: it is seen by whoever comes by. */
    void nobodyFree(UUID response, long now) {
        calls.computeIfPresent(response,
                (_, call) -> new Call(call.asked(), call.isOn(now) ? call.since() : OptionalLong.of(now), true));
    }

    /** This needs no alarm any more. Returns whether it was a call. */
    boolean end(UUID response) {
        return calls.remove(response) != null;
    }

    /** Staff are there. */
    void silence() {
        calls.clear();
    }

    boolean isOn(long now) {
        forget(now);
        return calls.values().stream().anyMatch(call -> call.isOn(now));
    }

    boolean sounds(long now) {
        return isOn(now) && calls.values().stream().anyMatch(call -> !call.heard() && call.isOn(now)
                && now - call.since().getAsLong() < LONGEST_SOUND.toNanos());
    }

    /** When it begins, grows still or ends, if nothing comes before. */
    OptionalLong due(long now) {
        return calls.values().stream().flatMapToLong(call -> LongStream.concat(LongStream.of(end(call)),
                call.since().stream().flatMap(since -> call.heard()
                        ? LongStream.of(since)
                        : LongStream.of(since, since + LONGEST_SOUND.toNanos()))))
                .filter(at -> at - now > 0).min();
    }

    private void forget(long now) {
        calls.values().removeIf(call -> now - end(call) >= 0);
    }

    /** What only waits is forgotten as soon as what calls. */
    private static long end(Call call) {
        return call.since().orElse(call.asked()) + LONGEST.toNanos();
    }
}
