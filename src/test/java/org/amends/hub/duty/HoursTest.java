package org.amends.hub.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time that passes only while it is open, held against somebody who looks at the clock on the wall every minute. */
class HoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Hours NINE_TO_SIX = new Hours(BERLIN, Week.everyDay(stretch("09:00", "18:00")));

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
            "Asia/Kathmandu"})
    void two_years_in_five_zones_are_counted_as_by_the_clock_on_the_wall(String zone) {
        for (Hours hours : List.of(WallClock.venue(ZoneId.of(zone)), bar(ZoneId.of(zone)), Hours.always(ZoneId.of(zone)))) {
            WallClock wall = new WallClock(hours, LocalDate.of(2025, 12, 1), 760);
            Random random = new Random(7);
            for (int i = 0; i < 4000; i++) {
                int from = wall.within(random);
                int asked = random.nextInt(1, 3000);
                assertThat(hours.add(wall.moment(from), Duration.ofMinutes(asked))).as("%s and %d minutes in %s",
                        wall.moment(from), asked, hours).isEqualTo(wall.moment(wall.add(from, asked)));
                int to = wall.within(random);
                assertThat(hours.between(wall.moment(from), wall.moment(to))).as("from %s to %s in %s", wall.moment(from),
                        wall.moment(to), hours).isEqualTo(Duration.ofMinutes(wall.between(from, to)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
            "Asia/Kathmandu"})
    void every_minute_of_two_years_is_open_or_closed_as_the_clock_on_the_wall_says(String zone) {
        for (Hours hours : List.of(WallClock.venue(ZoneId.of(zone)), bar(ZoneId.of(zone)))) {
            WallClock wall = new WallClock(hours, LocalDate.of(2025, 12, 1), 760);
            int closes = -1;
            for (int minute = wall.last(); minute >= wall.first(); minute--) {
                closes = wall.open(minute) ? closes : minute;
                // Each is asked in the hours around a change, and every seventh elsewhere: all of them would take minutes.
                if (closes >= 0 && (minute % 7 == 0 || wall.nearAChange(minute))) {
                    assertThat(hours.at(wall.moment(minute))).as("%s in %s", wall.moment(minute), hours)
                            .isEqualTo(wall.open(minute));
                    assertThat(hours.closes(wall.moment(minute))).as("%s in %s", wall.moment(minute), hours)
                            .hasValue(wall.moment(closes));
                }
            }
        }
    }

    @Test
    void what_fits_exactly_before_closing_is_due_at_closing_and_the_rest_goes_on_in_the_morning() {
        assertThat(NINE_TO_SIX.add(at("2026-07-01T17:50"), Duration.ofMinutes(10))).isEqualTo(at("2026-07-01T18:00"));
        assertThat(NINE_TO_SIX.add(at("2026-07-01T17:50"), Duration.ofMinutes(11))).isEqualTo(at("2026-07-02T09:01"));
        assertThat(NINE_TO_SIX.add(at("2026-07-01T20:00"), Duration.ZERO)).isEqualTo(at("2026-07-02T09:00"));
        assertThat(NINE_TO_SIX.add(at("2026-07-01T12:00"), Duration.ZERO)).isEqualTo(at("2026-07-01T12:00"));
    }

    @Test
    void a_night_of_the_change_has_the_hours_that_it_has() {
        Hours night = new Hours(BERLIN, Week.everyDay(stretch("22:00", "06:00")));

        assertThat(night.between(at("2026-03-28T22:00"), at("2026-03-29T06:00"))).isEqualTo(Duration.ofHours(7));
        assertThat(night.between(at("2026-10-24T22:00"), at("2026-10-25T06:00"))).isEqualTo(Duration.ofHours(9));
    }

    @Test
    void a_beginning_that_the_clock_jumps_over_is_at_the_jump_and_an_end_that_comes_twice_is_the_second() {
        Hours early = new Hours(BERLIN, Week.everyDay(stretch("02:30", "05:00")));
        Hours late = new Hours(BERLIN, Week.everyDay(stretch("00:00", "02:30")));

        assertThat(early.add(at("2026-03-29T01:00"), Duration.ZERO)).isEqualTo(at("2026-03-29T03:00"));
        assertThat(late.between(at("2026-10-25T00:00"), at("2026-10-25T06:00"))).isEqualTo(Duration.ofMinutes(210));
    }

    @Test
    void a_day_that_a_country_left_out_has_no_hours() {
        Hours samoa = new Hours(ZoneId.of("Pacific/Apia"), Week.everyDay(stretch("09:00", "17:00")));

        assertThat(samoa.between(Instant.parse("2011-12-29T00:00:00Z"), Instant.parse("2012-01-01T00:00:00Z")))
                .isEqualTo(Duration.ofHours(3 + 8 + 8 + 5));
    }

    @Test
    void on_a_holiday_only_what_began_the_day_before_is_worked_to_its_end() {
        Hours bar = new Hours(BERLIN, Week.everyDay(stretch("18:00", "02:00")),
                Map.of(LocalDate.of(2026, 12, 24), List.of()));

        assertThat(bar.at(at("2026-12-24T01:59"))).isTrue();
        assertThat(bar.at(at("2026-12-24T19:00"))).isFalse();
        assertThat(bar.at(at("2026-12-25T01:00"))).isFalse();
    }

    @Test
    void what_never_closes_never_closes_and_what_is_never_open_is_no_hours() {
        assertThat(Hours.always(BERLIN).closes(at("2026-07-01T12:00"))).isEmpty();
        assertThatThrownBy(() -> new Hours(BERLIN, new Week(Map.of()))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static Week.Stretch stretch(String from, String to) {
        return new Week.Stretch(minutes(from), minutes(to));
    }

    private static int minutes(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }

    /** Open in the very hours in which clocks are changed. */
    static Hours bar(ZoneId zone) {
        return new Hours(zone,
                Week.everyDay(stretch("02:15", "02:45"), stretch("01:30", "02:00"), stretch("22:00", "01:15")),
                Map.of(LocalDate.of(2026, 10, 25), List.of(), LocalDate.of(2027, 3, 14), List.of()));
    }
}
