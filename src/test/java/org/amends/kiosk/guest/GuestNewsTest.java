package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javafx.scene.Parent;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.GuestJourney.News;
import org.amends.kiosk.guest.GuestJourney.News.Step;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.settings.Persona;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;

/** What a guest reads of who comes, and that nobody else reads it. */
class GuestNewsTest {

    @Test
    void who_asked_for_somebody_reads_who_is_on_the_way_that_they_have_come_or_that_nobody_is_free() {
        OnScreen.run(() -> {
            AtTheScreen guest = asksForSomebody();
            becomes(guest, Step.ON_THE_WAY, "Maria");
            assertThat(words(guest, "on-the-way")).isEqualTo("Maria is on the way to you.");
            becomes(guest, Step.NOBODY_FREE, "");
            assertThat(words(guest, "nobody-free")).isEqualTo(AtTheScreen.TEXTS.in("en", GuestTexts.Text.NOBODY_FREE));
            becomes(guest, Step.HERE, "Maria");
            assertThat(words(guest, "here")).isEqualTo("Maria is here.");
            guest.journey.became(guest.responses.getLast(), Optional.empty());
            assertThat(words(guest, "told")).as("once it is done")
                    .isEqualTo(AtTheScreen.TEXTS.in("en", GuestTexts.Text.TOLD));
        });
    }

    @Test
    void a_name_that_cannot_be_drawn_or_has_no_room_is_not_shown() {
        OnScreen.run(() -> {
            AtTheScreen guest = asksForSomebody();
            for (String name : List.of("สมชาย", "M".repeat(25))) {
                becomes(guest, Step.TAKEN, name);
                assertThat(words(guest, "taken")).isEqualTo("Someone from our team is taking care of it.");
            }
        });
    }

    @Test
    void who_waits_has_two_minutes_and_twenty_seconds_to_read_who_comes_and_then_the_screen_is_the_next_guests() {
        OnScreen.run(() -> {
            AtTheScreen guest = asksForSomebody();
            guest.passes(Duration.ofSeconds(119));
            assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            becomes(guest, Step.ON_THE_WAY, "Maria");
            guest.passes(Duration.ofSeconds(19));
            assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            guest.passes(Duration.ofSeconds(1));

            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            becomes(guest, Step.HERE, "Maria");
            guest.pushes("answer-1");
            guest.screens.arrived();
            becomes(guest, guest.responses.getFirst(), Step.ON_THE_WAY, "Maria");
            assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            assertThat(guest.screens.lookup("#on-the-way")).as("is of another guest").isNull();
        });
    }

    @Test
    void a_touch_ends_the_wait_at_once() {
        OnScreen.run(() -> {
            AtTheScreen guest = asksForSomebody();
            becomes(guest, Step.ON_THE_WAY, "Maria");
            guest.journey.touched();

            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            assertThat(guest.screens.lookup("#on-the-way")).isNull();
        });
    }

    private static AtTheScreen asksForSomebody() {
        AtTheScreen guest = new AtTheScreen(SurveyFile.read(Path.of("kiosk-config", "stay.yaml"),
                AtTheScreen.TEXTS.languages(), Typefaces::undrawable), Persona.KIOSK, 1280, 800, 4);
        guest.pushes("help");
        guest.screens.arrived();
        guest.journey.confirmed(Set.copyOf(guest.responses));
        return guest;
    }

    private static void becomes(AtTheScreen guest, Step step, String who) {
        becomes(guest, guest.responses.getLast(), step, who);
    }

    private static void becomes(AtTheScreen guest, UUID response, Step step, String who) {
        guest.journey.became(response, Optional.of(new News(step, Optional.of(who).filter(name -> !name.isEmpty()))));
    }

    private static String words(AtTheScreen guest, String id) {
        return guest.screens.lookup("#" + id) instanceof Parent shown
                && shown.getChildrenUnmodifiable().getFirst() instanceof Text words
                        ? words.getText().replace('\n', ' ')
                        : "nothing of that name";
    }
}
