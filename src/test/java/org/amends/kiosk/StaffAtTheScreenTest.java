package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.cards.CardMeaning.StaffBadge;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Settings;
import org.amends.kiosk.settings.SettingsFile;
import org.amends.kiosk.staffsetup.HealthView;
import org.amends.kiosk.staffsetup.StaffView;
import org.amends.response.Content;
import org.amends.response.Content.StaffStep;
import org.amends.response.Content.StaffStep.Step;
import org.amends.survey.Face;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A staff badge at a terminal's window, and guests before and after. */
class StaffAtTheScreenTest {

    private static final StaffBadge BADGE = new StaffBadge("Ms Reyes", "A".repeat(43));
    private static final Duration WAIT = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private final List<Content> said = new ArrayList<>();
    private final DeviceHealth health = new DeviceHealth(Clock.systemUTC());
    private GuestJourney journey;
    private KioskWindow window;
    private StaffAtTheScreen staff;
    private Panel panel;
    private CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);
    private Scene scene;

    @BeforeEach
    void open() throws Exception {
        Settings settings = settings();
        GuestTexts texts = new GuestTexts();
        health.well("answer-1 on line 17");
        OnScreen.run(() -> journey = new GuestJourney(
                SurveyFile.read(settings.surveyFile(), texts.languages(), Typefaces::undrawable),
                (_, _, _, content) -> {
                    said.add(content);
                    return CompletableFuture.completedFuture(null);
                }, Runnable::run, WAIT, WAIT));
        Look look = OnScreen.get(() -> new Look(LookName.DAY, false, OnScreen.typefaces()));
        window = KioskWindow.open(CompletableFuture.completedFuture(null), Optional.of(new KioskWindow.Size(1000, 700)),
                settings, () -> {
                }, metrics -> new GuestScreens(journey, settings.touchpoint(), settings.persona(), look, texts,
                        Duration.ofSeconds(4), metrics));
        scene = window.screens().getScene();
        panel = Panel.open(Wiring.NONE, _ -> {
            throw new AssertionError("no chip is wired");
        }, health);
        StaffWords words = new StaffWords((_, _, _, content) -> {
            said.add(content);
            return kept;
        }, panel, journey::survey, () -> 0);
        staff = new StaffAtTheScreen(window, journey,
                new StaffViews(look, settings::touchpoint, health, ZoneOffset.UTC, words, null, null, () -> 4), () -> 0);
    }

    @AfterEach
    void hide() {
        OnScreen.run(() -> scene.getWindow().hide());
        panel.close();
    }

    @Test
    void a_badge_shows_the_devices_and_done_brings_the_guests_screens_back_as_they_were() {
        OnScreen.run(() -> {
            Node question = window.screens().lookup("#face-good");
            staff.badge(BADGE);
            ((Button) root().lookup("#staff-devices")).fire();
            assertThat(root()).isInstanceOf(HealthView.class);
            health.outOfOrder("answer-1 on line 17", "look at its wires");
            staff.tick();
            root().applyCss();
            root().layout();
            assertThat(root().lookupAll(".label").toString()).contains("look at its wires");

            ((Button) root().lookup("#health-done")).fire();

            assertThat(root()).isSameAs(window.screens());
            assertThat(window.screens().lookup("#face-good")).isSameAs(question);
            ((Button) question).fire();
            assertThat(said).hasSize(1);
        });
    }

    @Test
    void the_badge_again_or_a_minute_ends_it() {
        OnScreen.run(() -> {
            staff.badge(BADGE);
            staff.badge(BADGE);
            assertThat(root()).isSameAs(window.screens());
            staff.badge(BADGE);
            for (int second = 0; second < 59; second++) {
                staff.tick();
            }
            assertThat(root()).isInstanceOf(StaffView.class);
            staff.tick();
            assertThat(root()).isSameAs(window.screens());
        });
    }

    @Test
    void a_guest_who_is_answering_is_not_disturbed() {
        OnScreen.run(() -> {
            journey.choose(Face.POOR);
            staff.badge(BADGE);
            assertThat(root()).isSameAs(window.screens());
        });
    }

    @Test
    void whoever_comes_to_a_waiting_guest_says_so_and_the_screen_is_the_next_guests() {
        OnScreen.run(() -> {
            journey.call(journey.helpQuestion());
            said.clear();
            staff.badge(BADGE);
            ((Button) root().lookup("#staff-here")).fire();

            assertThat(said).containsExactly(new StaffStep(StaffStep.AT_THE_TERMINAL, BADGE.digest(), Step.HERE));
            assertThat(((Label) root().lookup("#staff-word")).getText()).isEqualTo("Noted: you are here.");
            assertThat(journey.state()).isInstanceOf(GuestJourney.State.Idle.class);
            for (int second = 0; second < 4; second++) {
                staff.tick();
            }
            assertThat(root()).isSameAs(window.screens());
        });
    }

    @Test
    void who_needs_help_calls_a_colleague_too() {
        OnScreen.run(() -> {
            staff.badge(BADGE);
            ((Button) root().lookup("#staff-help")).fire();

            assertThat(said).containsExactly(new StaffStep(StaffStep.AT_THE_TERMINAL, BADGE.digest(), Step.HELP),
                    new Content.SomebodyNow(Content.SomebodyNow.STAFF_CALL, true));
        });
    }

    @Test
    void what_cannot_be_kept_is_said_to_be_not() throws Exception {
        kept = CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
        OnScreen.run(() -> {
            staff.badge(BADGE);
            ((Button) root().lookup("#staff-done")).fire();
        });
        OnScreen.run(() -> {
            assertThat(((Label) root().lookup("#staff-word")).getText()).startsWith("This could not be kept here.");
        });
    }

    private Parent root() {
        return scene.getRoot();
    }

    private static Settings settings() throws Exception {
        return SettingsFile.read(Files.writeString(folder.resolve("kiosk.yaml"), """
                site: Harbour Hotel
                touchpoint: Gate B7
                survey: %s
                hub: http://127.0.0.1:9
                persona: tablet
                """.formatted(Path.of("kiosk-config", "stay.yaml").toAbsolutePath())));
    }
}
