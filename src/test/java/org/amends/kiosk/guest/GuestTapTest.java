package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Fingers on a shown window, by its own input events. */
@Timeout(60)
class GuestTapTest {

    private static final GuestTexts TEXTS = new GuestTexts();
    private static final Survey SURVEY = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), TEXTS.languages(),
            (_, _) -> Optional.empty());

    private final FxRobot finger = new FxRobot();
    private final List<Content> said = new ArrayList<>();
    private CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);
    private GuestScreens screens;
    private Stage stage;

    @BeforeEach
    void show() {
        OnScreen.run(() -> {
            GuestJourney journey = new GuestJourney(SURVEY, (_, _, _, content) -> keep(content), Platform::runLater,
                    Duration.ofSeconds(30), Duration.ofSeconds(6));
            screens = new GuestScreens(journey, new Touchpoint("Harbour Hotel", "Table 7"), Persona.TABLET,
                    new Look(LookName.DAY, true, OnScreen.typefaces()), TEXTS, Duration.ofSeconds(4), _ -> 5.9);
            stage = new Stage();
            stage.setScene(new Scene(screens, 960, 600));
            stage.show();
        });
    }

    @AfterEach
    void hide() {
        OnScreen.run(stage::hide);
    }

    @Test
    void one_tap_from_the_resting_screen_is_a_rating_and_the_next_a_reason() throws TimeoutException {
        tap("#face-very-poor");
        until(() -> screens.ready() instanceof GuestJourney.State.Asking);
        tap("#choice-noise");
        until(() -> screens.ready() instanceof GuestJourney.State.Thanking);

        assertThat(said).containsExactly(new Content.Rating("stay", 1, 4),
                new Content.Reason("what-went-wrong", "noise", "Noise"));
    }

    @Test
    void the_second_tap_of_a_double_tap_does_not_answer_the_next_question() throws TimeoutException {
        quickTap("#face-poor");
        until(() -> screens.lookup("#choice-noise") != null);
        quickTap("#choice-noise");
        until(() -> screens.ready() instanceof GuestJourney.State.Asking);
        WaitForAsyncUtils.waitForFxEvents();

        assertThat(said).containsExactly(new Content.Rating("stay", 2, 4));
    }

    @Test
    void the_screen_does_not_go_on_before_the_rating_is_on_disk() throws TimeoutException {
        disk = new CompletableFuture<>();
        tap("#face-good");
        until(() -> said.size() == 1);
        assertThat(OnScreen.get(screens::ready)).isInstanceOf(GuestJourney.State.Idle.class);

        disk.complete(null);
        until(() -> screens.ready() instanceof GuestJourney.State.Thanking);
    }

    @Test
    void a_touch_beside_the_faces_says_nothing_and_a_language_can_be_chosen() throws TimeoutException {
        double left = OnScreen.get(() -> screens.localToScreen(screens.getBoundsInLocal()).getMinX());
        finger.clickOn(left + 480, 150);
        until(() -> screens.ready() instanceof GuestJourney.State.Asking);
        tap("#language");
        until(() -> screens.ready() instanceof GuestJourney.State.ChoosingLanguage);
        tap("#language-ar");
        until(() -> screens.ready() instanceof GuestJourney.State.Asking asking && asking.language().equals("ar"));

        assertThat(said).isEmpty();
    }

    private CompletionStage<Void> keep(Content content) {
        said.add(content);
        return disk;
    }

    private void tap(String what) {
        finger.clickOn(what);
    }

    /** Within a few milliseconds, as the second tap of a double tap; TestFX takes longer than a page to arrive. */
    private void quickTap(String what) {
        OnScreen.run(() -> {
            Bounds bounds = screens.lookup(what).localToScreen(screens.lookup(what).getBoundsInLocal());
            Robot robot = new Robot();
            robot.mouseMove(bounds.getCenterX(), bounds.getCenterY());
            robot.mousePress(MouseButton.PRIMARY);
            robot.mouseRelease(MouseButton.PRIMARY);
        });
    }

    private static void until(BooleanSupplier there) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> OnScreen.get(there::getAsBoolean));
    }
}
