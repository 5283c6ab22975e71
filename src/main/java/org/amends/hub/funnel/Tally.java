package org.amends.hub.funnel;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The figures of one place, team, person or time. */
final class Tally {

    /**
     * No share and no median is told of fewer: one guest more or less would move a share of four by twenty points or more, and
     * whoever knows the place could guess who it was.
     */
    static final int FEWEST = 5;

    /** What is measured of a case, from when the guest pressed. */
    enum Time {
        ACKNOWLEDGE, ATTEND, CLOSE
    }

    private final long[] counts = new long[Figure.values().length];
    private final Map<Time, Times> times = new EnumMap<>(Map.of(Time.ACKNOWLEDGE, new Times(), Time.ATTEND, new Times(),
            Time.CLOSE, new Times()));
    private long responses;
    private boolean withResponses;

    /** Responses are counted by place and day; of a team or a person there are none. */
    void responses(long more) {
        responses += more;
        withResponses = true;
    }

    /** Adds a case; a time below zero is none. */
    void add(long facts, long acknowledge, long attend, long close) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += facts >> i & 1;
        }
        times.get(Time.ACKNOWLEDGE).add(acknowledge);
        times.get(Time.ATTEND).add(attend);
        times.get(Time.CLOSE).add(close);
    }

    OptionalLong responses() {
        return withResponses ? OptionalLong.of(responses) : OptionalLong.empty();
    }

    /** Whether nobody said anything. */
    boolean isNothing() {
        return responses == 0 && count(Figure.NEGATIVE) == 0;
    }

    long count(Figure figure) {
        return counts[figure.ordinal()];
    }

    /** What a figure is a share of; empty where that is not counted. */
    OptionalLong base(Figure figure) {
        return figure.of().map(of -> OptionalLong.of(count(of))).orElseGet(this::responses);
    }

    /** From 0 to 1; empty where it would be a share of too few. */
    OptionalDouble share(Figure figure) {
        OptionalLong base = base(figure);
        return base.isEmpty() || base.getAsLong() < FEWEST
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) count(figure) / base.getAsLong());
    }

    /** How many cases a time is known of. */
    int known(Time time) {
        return times.get(time).size;
    }

    /**
     * The time within which it was done for a part of those for whom it was done, in milliseconds; empty where these are too
     * few.
     *
     * @param percent 50 for the median: the least time that at least so many of a hundred did not exceed
     */
    OptionalLong within(Time time, int percent) {
        return times.get(time).within(percent);
    }

    /** Times in milliseconds: many, so that they are kept plain. */
    private static final class Times {

        private long[] millis = new long[16];
        private int size;
        private boolean sorted;

        void add(long one) {
            if (one < 0) {
                return;
            }
            if (size == millis.length) {
                millis = Arrays.copyOf(millis, size * 2);
            }
            millis[size++] = one;
            sorted = false;
        }

        OptionalLong within(int percent) {
            if (size < FEWEST) {
                return OptionalLong.empty();
            }
            if (!sorted) {
                Arrays.sort(millis, 0, size);
                sorted = true;
            }
            return OptionalLong.of(millis[Math.ceilDiv(size * percent, 100) - 1]);
        }
    }
}
