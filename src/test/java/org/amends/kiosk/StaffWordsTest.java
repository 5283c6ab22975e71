package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.response.Content;
import org.amends.response.Content.StaffStep;
import org.amends.response.Content.StaffStep.Step;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;

/** What a badge says where there is no screen to choose on, and that nothing of it is lost silently. */
class StaffWordsTest {

    private static final Survey STAY = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), new GuestTexts().languages(),
            Typefaces::undrawable);
    private static final String MARA = "A".repeat(43);
    private static final String JONAS = "B".repeat(43);

    private final List<Content> said = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    @Test
    void a_badge_says_first_that_somebody_is_there_and_held_again_that_it_is_done() {
        try (Panel panel = panel()) {
            StaffWords words = words(panel);
            words.held(MARA);
            passed = passed.plusSeconds(9);
            words.held(MARA);
            assertThat(said).as("held a little too long").containsExactly(step(MARA, Step.HERE));

            passed = passed.plusMinutes(4);
            words.held(MARA);
            passed = passed.plusMinutes(1);
            words.held(MARA);
            assertThat(said).containsExactly(step(MARA, Step.HERE), step(MARA, Step.DONE), step(MARA, Step.HERE));
        }
    }

    @Test
    void another_badge_and_one_that_comes_back_after_an_hour_begin_anew() {
        try (Panel panel = panel()) {
            StaffWords words = words(panel);
            words.held(MARA);
            words.held(JONAS);
            passed = passed.plusHours(1);
            words.held(JONAS);
            assertThat(said).containsExactly(step(MARA, Step.HERE), step(JONAS, Step.HERE), step(JONAS, Step.HERE));
        }
    }

    @Test
    void an_outbox_that_refuses_is_not_taken_for_one_that_kept_it() {
        try (Panel panel = panel()) {
            StaffWords words = new StaffWords((_, _, _, _) -> {
                throw new IllegalStateException("there is no key to seal to");
            }, panel, () -> STAY, () -> 0);
            assertThat(words.say(MARA, Step.HELP).toCompletableFuture()).isCompletedExceptionally();
        }
    }

    private StaffWords words(Panel panel) {
        return new StaffWords((_, _, _, content) -> {
            said.add(content);
            return CompletableFuture.completedFuture(null);
        }, panel, () -> STAY, () -> passed.toNanos());
    }

    private static Panel panel() {
        return Panel.open(Wiring.NONE, _ -> {
            throw new AssertionError("no chip is wired");
        }, new DeviceHealth(Clock.systemUTC()));
    }

    private static Content step(String badge, Step step) {
        return new StaffStep(StaffStep.AT_THE_TERMINAL, badge, step);
    }
}
