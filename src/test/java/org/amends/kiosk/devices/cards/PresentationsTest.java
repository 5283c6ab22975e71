package org.amends.kiosk.devices.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which looks at a reader are a card held there anew; times in whatever unit, away for 100. */
class PresentationsTest {

    private final Presentations presentations = new Presentations(100);

    @Test
    void a_card_that_lies_still_is_told_once_however_often_it_is_seen() {
        assertThat(presentations.alone("A", 0)).isTrue();
        assertThat(presentations.alone("A", 50)).isFalse();
        assertThat(presentations.alone("A", 5000)).isFalse();
    }

    @Test
    void one_that_flickers_at_the_edge_of_the_field_lies_still() {
        presentations.alone("A", 0);
        presentations.nothing(10);
        assertThat(presentations.alone("A", 109)).isFalse();
        presentations.nothing(120);
        presentations.nothing(200);
        assertThat(presentations.alone("A", 219)).isFalse();
    }

    @Test
    void one_that_was_away_counts_anew() {
        presentations.alone("A", 0);
        presentations.nothing(10);
        assertThat(presentations.alone("A", 110)).isTrue();
    }

    @Test
    void another_card_right_behind_it_is_another_presentation() {
        assertThat(presentations.alone("A", 0)).isTrue();
        assertThat(presentations.alone("B", 10)).isTrue();
        assertThat(presentations.alone("A", 20)).isFalse();
        assertThat(presentations.alone("B", 30)).isFalse();
    }

    @Test
    void two_at_once_are_not_told_then_and_not_when_one_goes_but_when_one_comes_back_alone() {
        presentations.together(List.of("A", "B"), 0);
        assertThat(presentations.alone("A", 10)).isFalse();
        presentations.nothing(20);
        assertThat(presentations.alone("B", 111)).isTrue();
    }

    @Test
    void as_long_as_a_reader_cannot_look_no_card_is_away() {
        presentations.alone("A", 0);
        assertThat(presentations.isNew("A", 1_000_000)).isFalse();
    }
}
