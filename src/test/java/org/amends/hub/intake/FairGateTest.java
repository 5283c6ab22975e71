package org.amends.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is next. */
class FairGateTest {

    private static final boolean SMALL = true;
    private static final boolean LARGE = false;

    private final Map<String, CompletableFuture<Void>> asked = new LinkedHashMap<>();

    @Test
    void so_many_go_in_and_the_others_wait_until_one_leaves() {
        FairGate gate = new FairGate(2, 10);
        ask(gate, "a", LARGE);
        ask(gate, "b", LARGE);
        ask(gate, "c", LARGE);

        assertThat(inside()).containsExactly("a", "b");
        gate.leave();
        assertThat(inside()).containsExactly("a", "b", "c");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void first_come_is_first_served() {
        assertThat(order(new FairGate(1, 10), "L1 L2 L3 L4")).isEqualTo("L1 L2 L3 L4");
        assertThat(order(new FairGate(1, 10), "S1 S2 S3 S4")).isEqualTo("S1 S2 S3 S4");
    }

    @Test
    void small_ones_go_before_large_ones_that_came_earlier() {
        assertThat(order(new FairGate(1, 10), "L1 L2 S1 S2")).isEqualTo("S1 S2 L1 L2");
    }

    @Test
    void however_many_small_ones_come_the_large_ones_have_their_turn() {
        assertThat(order(new FairGate(1, 20), "L1 L2 S1 S2 S3 S4 S5 S6 S7 S8 S9"))
                .isEqualTo("S1 S2 S3 S4 L1 S5 S6 S7 S8 L2 S9");
    }

    @Test
    void a_line_that_is_too_long_turns_newcomers_away_at_once() {
        FairGate gate = new FairGate(1, 2);
        ask(gate, "a", LARGE);
        ask(gate, "b", LARGE);
        ask(gate, "c", SMALL);

        assertThat(gate.ask(LARGE)).isEmpty();
        gate.leave();
        assertThat(gate.ask(LARGE)).isPresent();
    }

    @Test
    void who_waits_too_long_goes_away_and_takes_no_place_along() throws InterruptedException {
        FairGate gate = new FairGate(1, 5);
        assertThat(gate.enter(LARGE, Duration.ZERO)).isTrue();
        assertThat(gate.enter(LARGE, Duration.ofMillis(1))).isFalse();
        assertThat(gate.waiting()).isZero();
        gate.leave();

        assertThat(gate.enter(SMALL, Duration.ZERO)).isTrue();
    }

    private void ask(FairGate gate, String name, boolean small) {
        asked.put(name, gate.ask(small).orElseThrow());
    }

    private List<String> inside() {
        return asked.entrySet().stream().filter(entry -> entry.getValue().isDone()).map(Map.Entry::getKey).toList();
    }

    /** Lets all of them ask while one is inside, then sees in which order they come in. */
    private String order(FairGate gate, String names) {
        gate.ask(LARGE).orElseThrow();
        asked.clear();
        for (String name : names.split(" ")) {
            ask(gate, name, name.startsWith("S"));
        }
        List<String> order = new ArrayList<>();
        while (gate.waiting() > 0) {
            gate.leave();
            order.addAll(inside().stream().filter(name -> !order.contains(name)).toList());
        }
        return String.join(" ", order);
    }
}
