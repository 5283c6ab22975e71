package org.amends.kiosk.devices.lights;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** How a light is lit from a beginning on: one of few, which can be told apart from across a hall. */
enum Pattern {
    /** Nothing is shown. */
    DARK(true),
    /** What was pressed is kept, or done: one light, over before the next response may begin by default, so that each is seen. */
    ACKNOWLEDGED(false, 600),
    /** What was pressed could not be kept: six quick flashes. */
    NOT_KEPT(false, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100),
    /** Somebody has taken it and is coming: a slow, even blinking. */
    COMING(true, 1_000, 1_000),
    /** It cannot be relied on: two short flashes, and a long pause. */
    OUT_OF_ORDER(true, 80, 160, 80, 3_680),
    /** A lamp that calls for somebody. */
    CALLING(true, 500, 500),
    /** A buzzer that calls for somebody, with room to speak in between. */
    BUZZING(true, 200, 200, 200, 3_400);

    private final boolean repeats;
    /** In nanoseconds: lit, dark, lit and so on. */
    private final List<Long> spans;
    private final long length;

    Pattern(boolean repeats, int... milliseconds) {
        this.repeats = repeats;
        spans = IntStream.of(milliseconds).mapToObj(span -> Duration.ofMillis(span).toNanos()).toList();
        length = spans.stream().mapToLong(Long::longValue).sum();
    }

    /** Whether it has come to an end so long after its beginning. */
    boolean isOver(long elapsed) {
        return !repeats && elapsed >= length;
    }

    /** Whether it is lit so long after its beginning. */
    boolean isLit(long elapsed) {
        return !isOver(elapsed) && !spans.isEmpty() && span(elapsed) % 2 == 0;
    }

    /** How long after its beginning it next changes or ends, seen from a moment in it. */
    OptionalLong nextChange(long elapsed) {
        if (spans.isEmpty() || isOver(elapsed)) {
            return OptionalLong.empty();
        }
        long begun = elapsed - elapsed % length;
        long end = begun;
        for (int span = 0; span <= span(elapsed); span++) {
            end += spans.get(span);
        }
        return OptionalLong.of(end);
    }

    private int span(long elapsed) {
        long left = elapsed % length;
        int span = 0;
        while (left >= spans.get(span)) {
            left -= spans.get(span);
            span++;
        }
        return span;
    }
}
