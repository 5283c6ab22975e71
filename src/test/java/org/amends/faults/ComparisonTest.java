package org.amends.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.amends.faults.Books.Line;
import org.amends.faults.Comparison.Thanked;
import org.junit.jupiter.api.Test;

/** A bench that cannot see a loss proves nothing. */
class ComparisonTest {

    private static final Line UNHAPPY = new Line(new UUID(1, 1), "guest-1", "rating", true);
    private static final Line REASON = new Line(new UUID(1, 2), "guest-1", "reason", false);
    private static final Line HAPPY = new Line(new UUID(2, 1), "guest-2", "rating", false);

    private final Thanked thanked = new Thanked();

    ComparisonTest() {
        thanked.entries().addAll(List.of(UNHAPPY.entry(), REASON.entry()));
        thanked.said().add("guest-2 rating");
    }

    @Test
    void a_ledger_with_all_of_it_once_holds_whatever_else_it_has() {
        Line thankedByNobody = new Line(new UUID(3, 1), "guest-3", "rating", false);
        Comparison comparison = compare(List.of(HAPPY, UNHAPPY, REASON, thankedByNobody), List.of("guest-1"), List.of());

        assertThat(comparison.holds()).isTrue();
        assertThat(comparison.stored()).isEqualTo(4);
    }

    @Test
    void an_entry_that_the_ledger_lacks_is_lost() {
        Comparison comparison = compare(List.of(UNHAPPY, HAPPY), List.of("guest-1"), List.of());

        assertThat(comparison.lost()).containsExactly("entry " + REASON.entry());
        assertThat(comparison.holds()).isFalse();
    }

    @Test
    void an_answer_of_a_real_screen_that_the_ledger_lacks_is_lost() {
        assertThat(compare(List.of(UNHAPPY, REASON), List.of("guest-1"), List.of()).lost())
                .containsExactly("response guest-2 rating");
    }

    @Test
    void an_entry_that_the_ledger_has_twice_is_doubled() {
        assertThat(compare(List.of(UNHAPPY, REASON, HAPPY, HAPPY), List.of("guest-1"), List.of()).doubled())
                .contains("entry " + HAPPY.entry());
    }

    @Test
    void a_rating_that_came_again_under_another_id_is_doubled() {
        Line again = new Line(new UUID(2, 9), HAPPY.response(), HAPPY.kind(), false);
        Comparison comparison = compare(List.of(UNHAPPY, REASON, HAPPY, again), List.of("guest-1"), List.of());

        assertThat(comparison.doubled()).containsExactly("response guest-2 rating");
        assertThat(comparison.holds()).isFalse();
    }

    @Test
    void a_response_with_two_cases_is_doubled_and_one_without_its_case_is_amiss() {
        assertThat(compare(List.of(UNHAPPY, REASON, HAPPY), List.of("guest-1", "guest-1"), List.of()).doubled())
                .containsExactly("case of guest-1");
        Comparison without = compare(List.of(UNHAPPY, REASON, HAPPY), List.of(), List.of());
        assertThat(without.lacksNoCase() || without.holds()).isFalse();
    }

    @Test
    void an_entry_that_was_set_aside_is_amiss_although_nobody_was_thanked_for_it() {
        assertThat(compare(List.of(UNHAPPY, REASON, HAPPY), List.of("guest-1"), List.of("one: 409")).amiss())
                .containsExactly("set aside: one: 409");
    }

    private Comparison compare(List<Line> ledger, List<String> cases, List<String> setAside) {
        return Comparison.of(thanked, ledger, cases, setAside);
    }
}
