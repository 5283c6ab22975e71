package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.devices.wires.Pull;
import org.amends.kiosk.guest.EntrySink;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.Timetable;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.settings.ButtonAct;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A terminal whose whole face are buttons and lights, put together as it runs, with a real outbox and in real time. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ButtonsToOutboxTest {

    private static final int LAMP = 20;
    private static final Timetable TIMETABLE = new Timetable(SurveyFile.read(Path.of("kiosk-config", "stay.yaml"),
            new GuestTexts().languages(), Typefaces::undrawable), List.of(), List.of()).onlyFirst();

    @TempDir
    private Path folder;
    private final LiveWires wires = new LiveWires();

    @Test
    void every_press_is_in_the_outbox_before_its_light_answers() throws Exception {
        try (Outbox outbox = outbox(); Panel panel = panel()) {
            start(outbox::add, panel);
            for (int press = 1; press <= 8; press++) {
                int line = 1 + press % 4;
                wires.press(line);
                assertThat(wires.next(10 + line)).isTrue();
                assertThat(responses()).isEqualTo(press);
                wires.release(line);
                assertThat(wires.next(10 + line)).as("another button at once would be one under the same hand").isFalse();
            }
        }
    }

    @Test
    void a_press_that_cannot_be_kept_is_never_acknowledged_and_its_light_flashes() throws Exception {
        try (Panel panel = panel()) {
            start((_, _, _, _) -> CompletableFuture.failedFuture(new IllegalStateException("the disk is full")), panel);
            wires.press(1);
            long before = System.nanoTime();
            assertThat(wires.next(11)).isTrue();
            assertThat(wires.next(11)).isFalse();
            assertThat(wires.next(11)).as("an acknowledgement would be lit for longer, and once").isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(600));
        }
    }

    @Test
    void a_light_does_not_answer_while_the_disk_has_not() throws Exception {
        BlockingQueue<CompletableFuture<Void>> keeping = new LinkedBlockingQueue<>();
        EntrySink slow = (_, _, _, _) -> {
            CompletableFuture<Void> kept = new CompletableFuture<>();
            keeping.add(kept);
            return kept;
        };
        try (Panel panel = panel()) {
            start(slow, panel);
            wires.press(1);
            CompletableFuture<Void> kept = keeping.poll(20, TimeUnit.SECONDS);
            CompletableFuture<Void> turned = new CompletableFuture<>();
            panel.execute(() -> turned.complete(null));
            turned.join();
            assertThat(wires.hasMore(11)).isFalse();
            kept.complete(null);
            assertThat(wires.next(11)).isTrue();
        }
    }

    @Test
    void a_call_that_could_not_be_kept_lights_the_lamp() throws Exception {
        try (Panel panel = panel()) {
            start((_, _, _, _) -> CompletableFuture.failedFuture(new IllegalStateException("the disk is full")), panel);
            wires.press(5);
            assertThat(wires.next(LAMP)).isTrue();
        }
    }

    @Test
    void who_takes_a_call_back_is_not_called_for() throws Exception {
        UUID response = new UUID(0, 1);
        try (Panel panel = panel()) {
            Calls calls = new Calls((_, _, _, content) -> content instanceof Content.Correction
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new IllegalStateException()), panel);
            calls.add(response, "stay", "en", new Content.SomebodyNow("now", true));
            assertThat(wires.next(LAMP)).isTrue();
            calls.add(response, "stay", "en", new Content.Correction("how"));
            calls.add(response, "stay", "en", new Content.Correction("now"));
            assertThat(wires.next(LAMP)).isFalse();
            panel.taken(response);
            CompletableFuture<Boolean> coming = new CompletableFuture<>();
            panel.execute(() -> coming.complete(wires.hasMore(11)));
            assertThat(coming.join()).as("nobody is coming for it any more").isFalse();
        }
    }

    @Test
    void only_calls_that_are_wanted_are_calls() {
        try (Panel panel = panel()) {
            UUID response = new UUID(0, 1);
            CompletionStage<?> kept = new Calls((_, _, _, _) -> CompletableFuture.failedFuture(new IllegalStateException()),
                    panel).add(response, "stay", "en", new Content.SomebodyNow("now", false));
            assertThat(kept.toCompletableFuture()).isCompletedExceptionally();
            panel.taken(response);
            CompletableFuture<Void> turned = new CompletableFuture<>();
            panel.execute(() -> turned.complete(null));
            turned.join();
            assertThat(wires.hasMore(LAMP)).isFalse();
        }
    }

    private void start(EntrySink outbox, Panel panel) {
        GuestJourney journey = new GuestJourney(TIMETABLE.otherwise(), new Calls(outbox, panel), panel,
                Duration.ofSeconds(30), Duration.ofSeconds(6));
        Front front = Front.withoutScreen(journey, TIMETABLE, Clock.systemDefaultZone(), wiring(), panel);
        panel.start(press -> front.pressed(panel, press));
    }

    private Panel panel() {
        return Panel.open(wiring(), _ -> wires, new DeviceHealth(Clock.systemUTC()));
    }

    private Outbox outbox() {
        return Outbox.open(folder, MachineClock.ofThisMachine(), new Touchpoint("Harbour Hotel", "Gate"),
                new ContentSeal(Optional::empty), 500);
    }

    private long responses() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM entry")) {
            return row.getLong(1);
        }
    }

    private static Wiring wiring() {
        return new Wiring(List.of("chip"),
                List.of(button(1, new ButtonAct.Answer(1)), button(2, new ButtonAct.Answer(2)),
                        button(3, new ButtonAct.Answer(3)), button(4, new ButtonAct.Answer(4)),
                        button(5, ButtonAct.Other.HELP)),
                Optional.of(new Wiring.LightLine(LAMP, true)), Optional.empty(), Duration.ofMillis(2), Duration.ZERO, false,
                List.of(), KnownCards.NONE);
    }

    private static Wiring.Button button(int line, ButtonAct act) {
        return new Wiring.Button(new Wiring.Contact.OnLine(line, Pull.UP, false), act,
                Optional.of(new Wiring.LightLine(10 + line, true)));
    }
}
