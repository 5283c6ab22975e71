package org.amends.hub.duty;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Looks at the wall every minute. A stretch has begun when the clock has shown its beginning or more, ever; it has ended
 * when the clock will never again show less than its end.
 */
public final class WallClock {

    private static final int MARGIN = 4 * Week.DAY;
    private final long begin;
    private final boolean[] open;
    private final boolean[] change;

    public WallClock(Hours hours, LocalDate first, int days) {
        begin = first.atStartOfDay(hours.zone()).toEpochSecond() / 60;
        int minutes = days * Week.DAY;
        open = new boolean[minutes];
        change = new boolean[minutes];
        long[] shown = new long[minutes];
        for (int i = 0; i < minutes; i++) {
            long second = (begin + i) * 60;
            shown[i] = begin + i
                    + hours.zone().getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds() / 60;
            change[i] = i > 0 && shown[i] != shown[i - 1] + 1;
        }
        long[] most = shown.clone();
        long[] least = shown.clone();
        for (int i = 1; i < minutes; i++) {
            most[i] = Math.max(most[i - 1], shown[i]);
            least[minutes - 1 - i] = Math.min(least[minutes - i], shown[minutes - 1 - i]);
        }
        for (int i = 0; i < minutes; i++) {
            for (long day = Math.floorDiv(least[i], Week.DAY) - 2; day <= Math.floorDiv(most[i], Week.DAY); day++) {
                LocalDate date = LocalDate.ofEpochDay(day);
                List<Week.Stretch> stretches = hours.otherwise().containsKey(date)
                        ? hours.otherwise().get(date)
                        : hours.week().days().getOrDefault(date.getDayOfWeek(), List.of());
                for (Week.Stretch stretch : stretches) {
                    long from = day * Week.DAY + stretch.from();
                    long to = day * Week.DAY + stretch.to() + (stretch.to() <= stretch.from() ? Week.DAY : 0);
                    open[i] |= from <= most[i] && least[i] < to;
                }
            }
        }
    }

    public int first() {
        return MARGIN;
    }

    public int last() {
        return open.length - MARGIN;
    }

    public int within(Random random) {
        return random.nextInt(first(), last() - 20 * Week.DAY);
    }

    public Instant moment(int minute) {
        return Instant.ofEpochSecond((begin + minute) * 60);
    }

    public boolean open(int minute) {
        return open[minute];
    }

    public boolean nearAChange(int minute) {
        for (int i = minute - 180; i < minute + 180; i++) {
            if (change[i]) {
                return true;
            }
        }
        return false;
    }

    public int add(int from, int asked) {
        int minute = from;
        int passed = 0;
        while (true) {
            passed += open[minute] ? 1 : 0;
            minute++;
            if (passed == asked) {
                return minute;
            }
        }
    }

    public int between(int from, int to) {
        int passed = 0;
        for (int i = from; i < to; i++) {
            passed += open[i] ? 1 : 0;
        }
        return passed;
    }

    /** The first minute, from one on, that is open or is not. */
    public int next(int from, boolean opened) {
        int minute = from;
        while (open[minute] != opened) {
            minute++;
        }
        return minute;
    }

    /** Breakfast, dinner, a night at the weekend, two holidays and two short days a year. */
    public static Hours venue(ZoneId zone) {
        Map<DayOfWeek, List<Week.Stretch>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, List.of(stretch("12:00", "15:00"), stretch("07:00", "11:30"), stretch("17:30", "23:00")));
        }
        days.put(DayOfWeek.MONDAY, List.of());
        days.put(DayOfWeek.FRIDAY, List.of(stretch("17:00", "03:30")));
        days.put(DayOfWeek.SATURDAY, List.of(stretch("00:30", "02:30"), stretch("18:00", "02:15")));
        Map<LocalDate, List<Week.Stretch>> otherwise = new HashMap<>();
        for (int year : List.of(2025, 2026, 2027)) {
            otherwise.put(LocalDate.of(year, 12, 25), List.of());
            otherwise.put(LocalDate.of(year, 1, 1), List.of());
            otherwise.put(LocalDate.of(year, 12, 31), List.of(stretch("08:00", "12:00"), stretch("22:00", "04:00")));
            otherwise.put(LocalDate.of(year, 5, 1), List.of(stretch("00:00", "24:00")));
        }
        return new Hours(zone, new Week(days), otherwise);
    }

    private static Week.Stretch stretch(String from, String to) {
        return new Week.Stretch(minutes(from), minutes(to));
    }

    private static int minutes(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }
}
