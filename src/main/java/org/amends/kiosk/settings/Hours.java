package org.amends.kiosk.settings;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some hours of some days of the week, by the clock on the wall: an hour that spring leaves out does not come, and one that
 * autumn brings twice counts twice.
 *
 * @param days  on which they begin, at least one
 * @param from  the first minute of the day, 0 to 1,439
 * @param until the minute of the day before which they end, 1 to 1,440; one that is not after {@code from} lies on the next
 *              day
 */
public record Hours(Set<DayOfWeek> days, int from, int until) {

    /** Minutes in a day. */
    static final int DAY = 24 * 60;

    public Hours {
        days = Set.copyOf(days);
    }

    /** Whether a time lies within. */
    public boolean contain(LocalDateTime time) {
        return contain(time.getDayOfWeek(), time.getHour() * 60 + time.getMinute());
    }

    /** The first minute of the week that both have, as {@code friday 23:00}, or empty if there is none. */
    Optional<String> inCommonWith(Hours other) {
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int minute = 0; minute < DAY; minute++) {
                if (contain(day, minute) && other.contain(day, minute)) {
                    return Optional.of(word(day) + " " + clock(minute));
                }
            }
        }
        return Optional.empty();
    }

    /** As a settings file may say it. */
    @Override
    public String toString() {
        String named = days.size() == DayOfWeek.values().length
                ? "every day"
                : EnumSet.copyOf(days).stream().map(Hours::word).collect(Collectors.joining(", "));
        return named + " " + clock(from) + "-" + clock(until);
    }

    /** The days by name, in the order of the week. */
    static List<String> dayNames() {
        return Stream.of(DayOfWeek.values()).map(Hours::word).toList();
    }

    private boolean contain(DayOfWeek day, int minute) {
        if (from < until) {
            return days.contains(day) && minute >= from && minute < until;
        }
        return days.contains(day) && minute >= from || days.contains(day.minus(1)) && minute < until;
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
