package org.amends.hub.duty;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Times that come again every week, by the clock on the wall.
 *
 * @param days what begins on each day, in any order; a day that is not named has nothing
 */
public record Week(Map<DayOfWeek, List<Stretch>> days) {

    /** Minutes from midnight to midnight by the clock on the wall, however long the day. */
    static final int DAY = 24 * 60;

    /** Every minute of every day. */
    public static final Week ALWAYS = everyDay(new Stretch(0, DAY));

    /**
     * From one time of day to another.
     *
     * @param from minutes after midnight, 0 to 1439
     * @param to   minutes after midnight, 1 to 1440; no later than {@code from} where it ends on the next day
     */
    public record Stretch(int from, int to) {

        public Stretch {
            if (from < 0 || from >= DAY || to < 1 || to > DAY) {
                throw new IllegalArgumentException("a stretch is from 0:00 to 24:00, and not " + from + " to " + to);
            }
        }

        /** When it ends, in minutes after the midnight that its first day began with: up to 2879. */
        int end() {
            return to > from ? to : to + DAY;
        }
    }

    public Week {
        EnumMap<DayOfWeek, List<Stretch>> copy = new EnumMap<>(DayOfWeek.class);
        days.forEach((day, stretches) -> copy.put(day, List.copyOf(stretches)));
        days = copy;
    }

    /** The same on every day. */
    public static Week everyDay(Stretch... stretches) {
        Map<DayOfWeek, List<Stretch>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, List.of(stretches));
        }
        return new Week(days);
    }

    List<Stretch> on(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }

    /** Whether there is nothing in it at all. */
    boolean isEmpty() {
        return days.values().stream().allMatch(List::isEmpty);
    }
}
