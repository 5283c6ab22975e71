package org.amends.kiosk.devices.buttons;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.amends.kiosk.devices.buttons.Buttons.Kind;
import org.amends.kiosk.devices.buttons.Buttons.Told;
import org.amends.kiosk.devices.wires.Edge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of all that lines do is a press. Times in the tests are milliseconds; pressed is low, as with a pull-up. */
class ButtonsTest {

    private static final Duration DEBOUNCE = Duration.ofMillis(20);
    private static final Kind PLAIN = new Kind(false, DEBOUNCE, false);
    private static final Kind HELD = new Kind(false, DEBOUNCE, true);
    private static final long MS = 1_000_000;

    /** One line doing something. */
    private record Happens(int button, boolean pressed, long nanos) {
    }

    @Test
    void a_press_counts_once_its_level_has_lasted_and_not_again_when_it_is_let_go() {
        Buttons buttons = resting(PLAIN);

        assertThat(edge(buttons, 0, true, 100)).isEmpty();
        assertThat(buttons.at(119 * MS)).isEmpty();
        assertThat(buttons.due()).hasValue(120 * MS);
        assertThat(buttons.at(120 * MS)).containsExactly(new Told.Pressed(0, 120 * MS));
        assertThat(edge(buttons, 0, false, 200)).isEmpty();
        assertThat(buttons.at(1_000 * MS)).isEmpty();
        assertThat(buttons.due()).as("nothing is awaited at rest").isEmpty();
    }

    @Test
    void what_is_shorter_than_the_debounce_time_is_no_press() {
        Buttons buttons = resting(PLAIN);

        edge(buttons, 0, true, 100);
        edge(buttons, 0, false, 110);

        assertThat(buttons.at(500 * MS)).isEmpty();
    }

    @Test
    void a_high_level_presses_where_the_button_is_wired_so() {
        Buttons buttons = new Buttons(List.of(new Kind(true, DEBOUNCE, false)));
        buttons.edge(0, new Edge(false, 0));

        buttons.edge(0, new Edge(true, 100 * MS));

        assertThat(buttons.at(200 * MS)).hasSize(1);
    }

    @Test
    void what_does_not_bounce_counts_at_once() {
        Buttons buttons = new Buttons(List.of(new Kind(true, Duration.ZERO, false)));
        buttons.edge(0, new Edge(false, 0));

        assertThat(buttons.edge(0, new Edge(true, 7 * MS))).containsExactly(new Told.Pressed(0, 7 * MS));
        assertThat(buttons.edge(0, new Edge(false, 8 * MS))).isEmpty();
        assertThat(buttons.edge(0, new Edge(true, 9 * MS))).hasSize(1);
    }

    @Test
    void a_button_that_sticks_is_told_once_presses_nothing_and_is_told_when_it_is_free() {
        Buttons buttons = resting(PLAIN, PLAIN);
        edge(buttons, 0, true, 100);
        assertThat(buttons.at(20_119 * MS)).containsExactly(new Told.Pressed(0, 120 * MS));

        assertThat(buttons.at(60_000 * MS)).containsExactly(new Told.Stuck(0, 20_120 * MS));
        edge(buttons, 1, true, 61_000);
        assertThat(buttons.at(61_500 * MS)).as("the others work on").containsExactly(new Told.Pressed(1, 61_020 * MS));
        edge(buttons, 0, false, 62_000);
        assertThat(buttons.at(63_000 * MS)).containsExactly(new Told.Freed(0, 62_020 * MS));
        edge(buttons, 0, true, 64_000);
        assertThat(buttons.at(64_500 * MS)).containsExactly(new Told.Pressed(0, 64_020 * MS));
    }

    @Test
    void a_button_that_is_down_from_the_start_was_not_pressed_and_is_stuck_in_the_end() {
        Buttons buttons = new Buttons(List.of(PLAIN, HELD));
        buttons.edge(0, new Edge(false, 0));
        buttons.edge(1, new Edge(false, 0));

        assertThat(buttons.at(30_000 * MS)).containsExactlyInAnyOrder(new Told.Stuck(0, 20_000 * MS),
                new Told.Stuck(1, 20_000 * MS));
    }

    @Test
    void a_button_that_is_to_be_held_counts_only_then_and_once() {
        Buttons buttons = resting(HELD);
        edge(buttons, 0, true, 100);
        edge(buttons, 0, false, 2_000);
        assertThat(buttons.at(3_000 * MS)).isEmpty();

        edge(buttons, 0, true, 4_000);
        assertThat(buttons.at(9_000 * MS)).containsExactly(new Told.Pressed(0, 6_020 * MS));
    }

    @Test
    void of_two_at_once_the_first_counts_and_the_other_not_even_when_it_is_held() {
        Buttons buttons = resting(PLAIN, HELD, PLAIN);
        List<Told> told = new ArrayList<>(edge(buttons, 0, true, 100));
        told.addAll(edge(buttons, 1, true, 150));
        told.addAll(edge(buttons, 2, true, 199));
        told.addAll(buttons.at(5_000 * MS));

        assertThat(told).containsExactly(new Told.Pressed(0, 120 * MS),
                new Told.Together(1, 0, 170 * MS), new Told.Pressed(2, 219 * MS));
    }

    @Test
    void a_line_that_never_rests_is_told_and_told_when_it_does() {
        Buttons buttons = resting(PLAIN);
        List<Told> told = new ArrayList<>();
        for (int at = 0; at < 1_500; at += 10) {
            told.addAll(edge(buttons, 0, at % 20 == 0, 100 + at));
        }
        told.addAll(buttons.at(3_000 * MS));

        assertThat(told).containsExactly(new Told.Chatters(0, 1_100 * MS), new Told.Calm(0, 1_610 * MS));
    }

    @Test
    void an_edge_that_is_told_late_makes_no_second_press() {
        Buttons buttons = resting(PLAIN);
        edge(buttons, 0, true, 100);
        assertThat(buttons.at(130 * MS)).hasSize(1);

        edge(buttons, 0, false, 112);
        edge(buttons, 0, true, 113);

        assertThat(buttons.at(500 * MS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_press_with_5_to_20_edges_of_bounce_within_15_ms_counts_exactly_once(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Happens> happens = new ArrayList<>();
        long at = 1_000 * MS;
        for (int press = 0; press < 1_000; press++) {
            bounce(random, happens, at, true);
            at += 60 * MS + random.nextLong(200 * MS);
            bounce(random, happens, at, false);
            at += 60 * MS + random.nextLong(700 * MS);
        }

        assertThat(run(resting(PLAIN), happens, random)).hasSize(1_000)
                .allSatisfy(told -> assertThat(told).isInstanceOf(Told.Pressed.class));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatever_three_lines_do_the_same_counts_as_when_it_is_worked_out_by_hand(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Happens> happens = new ArrayList<>();
        boolean[] pressed = new boolean[3];
        long at = 1_000 * MS;
        for (int i = 0; i < 3_000; i++) {
            int button = random.nextInt(3);
            pressed[button] = !pressed[button];
            happens.add(new Happens(button, pressed[button], at));
            at += 1 + (random.nextInt(3) == 0 ? random.nextLong(400 * MS) : random.nextLong(25 * MS));
        }

        List<Told> told = run(resting(PLAIN, PLAIN, PLAIN), happens, random);

        assertThat(told.stream().filter(is -> is instanceof Told.Pressed || is instanceof Told.Together).toList())
                .hasSizeGreaterThan(50).isEqualTo(byHand(happens));
    }

    /**
     * The same worked out otherwise: with all edges at hand, a button is down where a low level that follows no settled one
     * lasts; then those that come too soon after one that counted are left out.
     */
    private static List<Told> byHand(List<Happens> happens) {
        List<Happens> downs = new ArrayList<>();
        for (int button = 0; button < 3; button++) {
            int number = button;
            TreeMap<Long, Boolean> levels = new TreeMap<>();
            happens.stream().filter(happened -> happened.button() == number)
                    .forEach(happened -> levels.put(happened.nanos(), happened.pressed()));
            boolean down = false;
            for (long from : levels.keySet()) {
                Long until = levels.higherKey(from);
                boolean lasts = until == null || until - from >= DEBOUNCE.toNanos();
                if (lasts && levels.get(from) != down) {
                    down = !down;
                    if (down) {
                        downs.add(new Happens(button, true, from + DEBOUNCE.toNanos()));
                    }
                }
            }
        }
        downs.sort(Comparator.comparingLong(Happens::nanos));
        List<Told> expected = new ArrayList<>();
        Happens last = null;
        for (Happens down : downs) {
            if (last != null && last.button() != down.button() && down.nanos() - last.nanos() < 80 * MS) {
                expected.add(new Told.Together(down.button(), last.button(), down.nanos()));
            } else {
                expected.add(new Told.Pressed(down.button(), down.nanos()));
                last = down;
            }
        }
        return expected;
    }

    private static void bounce(SplittableRandom random, List<Happens> happens, long at, boolean to) {
        int edges = 5 + random.nextInt(16);
        edges += edges % 2 == 0 ? 1 : 0; // an odd number ends where it is to
        edges = Math.min(edges, 19);
        for (int i = 0; i < edges; i++) {
            happens.add(new Happens(0, (i % 2 == 0) == to, at + i * 15 * MS / edges + random.nextLong(MS / 2)));
        }
    }

    /** Tells the edges, and now and then only the time, as a terminal's panel does. */
    private static List<Told> run(Buttons buttons, List<Happens> happens, SplittableRandom random) {
        List<Told> told = new ArrayList<>();
        long before = 0;
        for (Happens happened : happens) {
            if (random.nextBoolean()) {
                told.addAll(buttons.at(before + (happened.nanos() - before) / 2));
            }
            told.addAll(buttons.edge(happened.button(), new Edge(!happened.pressed(), happened.nanos())));
            before = happened.nanos();
        }
        told.addAll(buttons.at(before + 1_000 * MS));
        return told;
    }

    private static Buttons resting(Kind... kinds) {
        Buttons buttons = new Buttons(List.of(kinds));
        for (int button = 0; button < kinds.length; button++) {
            buttons.edge(button, new Edge(true, 0));
        }
        return buttons;
    }

    private static List<Told> edge(Buttons buttons, int button, boolean pressed, long ms) {
        return buttons.edge(button, new Edge(!pressed, ms * MS));
    }
}
