package org.amends.kiosk.devices.lights;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Every light of a terminal, told what is the case and never how to blink. In closed hours all is dark but for what answers a
 * press; in quiet mode nothing sounds. To be used on one thread; all times are of {@link System#nanoTime}.
 */
public final class Lights {

    /** So long the lights say that somebody is coming, unless they are there before: then it is no longer true. */
    static final Duration COMING = Duration.ofMinutes(3);

    private final List<Optional<Showing>> buttons;
    private final Optional<Showing> lamp;
    private final Optional<Showing> buzzer;
    private final boolean quiet;
    private final boolean[] outOfOrder;
    private final LocalAlarm alarm = new LocalAlarm();
    private boolean allOutOfOrder;
    private boolean closed;
    /** By call, until when somebody is believed to be coming for it. */
    private final Map<UUID, Long> coming = new HashMap<>();

    /**
     * @param buttons the light of each button, where it has one
     * @param quiet   whether the buzzer is never to sound
     */
    public Lights(List<Optional<Light>> buttons, Optional<Light> lamp, Optional<Light> buzzer, boolean quiet) {
        this.buttons = buttons.stream().map(light -> light.map(Showing::new)).toList();
        this.lamp = lamp.map(Showing::new);
        this.buzzer = buzzer.map(Showing::new);
        this.quiet = quiet;
        outOfOrder = new boolean[buttons.size()];
    }

    /** What was pressed is kept, or done. */
    public void acknowledge(int button, long now) {
        buttons.get(button).ifPresent(light -> light.once(Pattern.ACKNOWLEDGED, now));
    }

    /** Everything is lit, or sounds, once: for whoever looks whether it can. */
    public void tryOut(long now) {
        all().forEach(light -> light.once(Pattern.ACKNOWLEDGED, now));
    }

    /** What was pressed could not be kept. */
    public void refuse(int button, long now) {
        buttons.get(button).ifPresent(light -> light.once(Pattern.NOT_KEPT, now));
    }

    /** A button cannot be relied on, or can again. */
    public void outOfOrder(int button, boolean is, long now) {
        outOfOrder[button] = is;
        at(now);
    }

    /** Nothing can be kept here, or it can again. */
    public void allOutOfOrder(boolean are, long now) {
        allOutOfOrder = are;
        at(now);
    }

    /** The place is closed, or open again. */
    public void closed(boolean is, long now) {
        closed = is;
        at(now);
    }

    /** Somebody was asked for, and that is kept. */
    public void called(UUID response, long now) {
        alarm.called(response, now);
        at(now);
    }

    /** Somebody was asked for, and it could not be kept. */
    public void callLost(UUID response, long now) {
        alarm.lost(response, now);
        at(now);
    }

    /** Nobody is asked for any more. */
    public void callTakenBack(UUID response, long now) {
        alarm.end(response);
        coming.remove(response);
        at(now);
    }

    /** The hub has these responses. */
    public void confirmed(Set<UUID> responses, long now) {
        alarm.heard(responses, now);
        at(now);
    }

    /** Somebody has taken a call. */
    public void taken(UUID response, long now) {
        if (alarm.end(response)) {
            coming.put(response, now + COMING.toNanos());
        }
        at(now);
    }

    /** Nobody has taken a call in time. */
    public void nobodyFree(UUID response, long now) {
        alarm.nobodyFree(response, now);
        at(now);
    }

    /** Somebody is there for a call, or it is done. */
    public void over(UUID response, long now) {
        alarm.end(response);
        coming.remove(response);
        at(now);
    }

    /** Staff are there: nothing calls any more, and nobody need be waited for. */
    public void silence(long now) {
        alarm.silence();
        coming.clear();
        at(now);
    }

    /** Time has come to this. */
    public void at(long now) {
        coming.values().removeIf(until -> now - until >= 0);
        for (int button = 0; button < buttons.size(); button++) {
            Pattern pattern = lasting(button);
            buttons.get(button).ifPresent(light -> light.lasts(pattern, now));
        }
        lamp.ifPresent(light -> light.lasts(!closed && alarm.isOn(now) ? Pattern.CALLING : Pattern.DARK, now));
        buzzer.ifPresent(sound -> sound
                .lasts(!closed && !quiet && alarm.sounds(now) ? Pattern.BUZZING : Pattern.DARK, now));
    }

    private Pattern lasting(int button) {
        if (closed) {
            return Pattern.DARK;
        }
        return allOutOfOrder || outOfOrder[button]
                ? Pattern.OUT_OF_ORDER
                : coming.isEmpty() ? Pattern.DARK : Pattern.COMING;
    }

    /** When it is to be asked again, if nothing comes before. */
    public OptionalLong due(long now) {
        List<OptionalLong> due = new ArrayList<>(all().map(light -> light.due(now)).toList());
        coming.values().forEach(until -> due.add(OptionalLong.of(until)));
        due.add(alarm.due(now));
        return due.stream().flatMapToLong(OptionalLong::stream).min();
    }

    /** All dark and still, for the end. */
    public void dark() {
        all().forEach(Showing::dark);
    }

    private Stream<Showing> all() {
        return Stream.concat(buttons.stream(), Stream.of(lamp, buzzer)).flatMap(Optional::stream);
    }
}
