package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.settings.Hours;
import org.amends.survey.Face;
import org.amends.survey.Survey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {

    private static final Survey BREAKFAST = Visit.survey("breakfast");
    private static final Survey BAR = Visit.survey("bar");
    private static final Timetable TIMETABLE = new Timetable(Visit.SURVEY,
            List.of(new Timetable.Timed(BREAKFAST, new Hours(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 390, 630)),
                    new Timetable.Timed(BAR, new Hours(Set.of(DayOfWeek.SUNDAY), 1200, 120))),
            List.of(new Hours(Set.of(DayOfWeek.MONDAY), 360, 1440)));

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"2026-11-23T06:29:59,short", "2026-11-23T06:30,breakfast", "2026-11-23T10:29:59,breakfast",
            "2026-11-23T10:30,short", "2026-11-22T07:00,short", "2026-11-22T19:59,short", "2026-11-22T20:00,bar",
            "2026-11-22T23:59:59,bar", "2026-11-23T00:00,bar", "2026-11-23T01:59:59,bar", "2026-11-23T02:00,short",
            "2026-11-24T01:00,short"})
    void each_survey_is_asked_at_its_hours_and_across_midnight(LocalDateTime time, String id) {
        assertThat(TIMETABLE.surveyAt(time).id()).isEqualTo(id);
    }

    @Test
    void a_place_is_open_at_its_hours_and_without_any_always() {
        assertThat(TIMETABLE.isOpenAt(LocalDateTime.parse("2026-11-23T06:00"))).isTrue();
        assertThat(TIMETABLE.isOpenAt(LocalDateTime.parse("2026-11-23T23:59:59"))).isTrue();
        assertThat(TIMETABLE.isOpenAt(LocalDateTime.parse("2026-11-24T00:00"))).isFalse();
        assertThat(new Timetable(BAR, List.of(), List.of()).isOpenAt(LocalDateTime.MIN)).isTrue();
    }

    @Test
    void an_hour_that_spring_leaves_out_does_not_come_and_one_that_autumn_brings_twice_counts_twice() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Hours early = new Hours(Set.of(DayOfWeek.SUNDAY), 120, 180);

        assertThat(early.contain(LocalDateTime.ofInstant(Instant.parse("2027-03-28T00:59:59Z"), berlin))).isFalse();
        assertThat(early.contain(LocalDateTime.ofInstant(Instant.parse("2027-03-28T01:00:00Z"), berlin))).isFalse();
        assertThat(early.contain(LocalDateTime.ofInstant(Instant.parse("2026-10-25T00:30:00Z"), berlin))).isTrue();
        assertThat(early.contain(LocalDateTime.ofInstant(Instant.parse("2026-10-25T01:30:00Z"), berlin))).isTrue();
        assertThat(early.contain(LocalDateTime.ofInstant(Instant.parse("2026-10-25T02:00:00Z"), berlin))).isFalse();
    }

    @Test
    void the_survey_changes_when_nobody_is_here_and_every_entry_names_the_one_its_guest_saw() {
        Visit visit = new Visit();
        at("2026-11-23T06:30", visit).tick();
        assertThat(visit.names()).containsExactly("Idle", "Idle");
        assertThat(visit.journey.survey()).isEqualTo(BREAKFAST);
        at("2026-11-23T06:31", visit).tick();
        assertThat(visit.names()).as("what is asked already is not asked anew").hasSize(2);

        visit.says(Face.POOR);
        at("2026-11-23T10:30", visit).tick();
        visit.saysWhy(0);
        assertThat(visit.state()).isInstanceOf(State.Thanking.class);
        visit.journey.timeUp();

        assertThat(visit.journey.survey()).isEqualTo(Visit.SURVEY);
        visit.says(Face.VERY_GOOD);
        assertThat(visit.sink.calls).extracting(HandSink.Call::survey).containsExactly(BREAKFAST.name(), BREAKFAST.name(),
                Visit.SURVEY.name());
    }

    @Test
    void a_rating_that_is_being_saved_goes_on_in_the_survey_it_was_given_in() {
        Visit visit = new Visit();
        visit.journey.choose(Face.POOR);
        at("2026-11-23T06:30", visit).tick();
        visit.isSaved();

        assertThat(visit.state()).isEqualTo(new State.Asking("en", Optional.of(visit.given()),
                Visit.SURVEY.question("why")));
        assertThat(visit.journey.survey()).isEqualTo(Visit.SURVEY);
    }

    private static Rest at(String time, Visit visit) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        return new Rest(visit.journey, new StillScreen(), TIMETABLE,
                Clock.fixed(LocalDateTime.parse(time).atZone(berlin).toInstant(), berlin), HubLines.NONE);
    }
}
