package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.amends.testbed.machine.Booted;
import org.amends.testbed.machine.SmallMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Buttons on a real kernel's lines, through Pi4J, to responses in a real outbox, and back to the lights. */
@ExtendWith(Booted.class)
class ButtonsHardwareIT {

    private static final Duration LIMIT = Duration.ofSeconds(600);
    /** What else the host does passes; a run on a busy one proves nothing, for or against. */
    private static final int TRIES = 4;

    @Test
    void a_thousand_bouncing_presses_beyond_the_interval_are_a_thousand_responses_each_before_its_light(
            SmallMachine machine) {
        Map<String, Integer> found = SmallMachine
                .numbers(machine.run(LIMIT, ButtonsProgram.class, "beyond", "1000", "20261122"));
        System.out.println("beyond the interval " + found);
        assertThat(found.get("edges")).isGreaterThan(10_000);
        assertThat(found.get("allowed")).isBetween(900, 1100);
        assertThatResponsesAreThoseAllowed(found);
        assertThat(found.get("lit")).isGreaterThan(45).isEqualTo(found.get("kept_before_lit"));
    }

    @Test
    void inside_the_interval_exactly_those_presses_count_that_the_rule_allows(SmallMachine machine) {
        Map<String, Integer> found = Map.of();
        for (int tries = 0; tries < TRIES && (found.isEmpty() || isTooBusy(found)); tries++) {
            found = SmallMachine.numbers(machine.run(LIMIT, ButtonsProgram.class, "inside", "100", "20261122"));
        }
        System.out.println("inside the interval " + found);
        assertThat(found.get("allowed")).isBetween(20, 40);
        assertThatResponsesAreThoseAllowed(found);
    }

    /**
     * Exactly, where the small machine could keep to the times meant, as it can on a host that is idle; else but for those
     * presses that prove nothing, as a bounce was stretched until it was none.
     */
    private static void assertThatResponsesAreThoseAllowed(Map<String, Integer> found) {
        assertThat(found.get("responses")).isBetween(found.get("allowed") - found.get("doubtful"),
                found.get("allowed") + found.get("doubtful"));
        assertThat(isTooBusy(found)).as("the host is too busy to prove anything").isFalse();
    }

    private static boolean isTooBusy(Map<String, Integer> found) {
        return found.get("doubtful") >= found.get("allowed") / 2;
    }
}
