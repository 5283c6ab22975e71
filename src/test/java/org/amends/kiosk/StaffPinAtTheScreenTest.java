package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.settings.HubLink;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Settings;
import org.amends.kiosk.settings.SettingsFile;
import org.amends.kiosk.staffsetup.PinView;
import org.amends.kiosk.staffsetup.StaffView;
import org.amends.kiosk.sync.Credentials;
import org.amends.kiosk.sync.HubAccess;
import org.amends.kiosk.sync.StaffPins;
import org.amends.response.Content;
import org.amends.response.Content.StaffStep;
import org.amends.response.Content.StaffStep.Step;
import org.amends.survey.Face;
import org.amends.survey.SurveyFile;
import org.amends.wire.Pairing;
import org.amends.wire.Problem;
import org.amends.wire.StaffPin;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Staff without a badge at a terminal's window, with a hub on loopback that says whose PIN it is. */
@Timeout(120)
class StaffPinAtTheScreenTest {

    private static final StaffPin.Holder MARA = new StaffPin.Holder("Mara Berg", "B".repeat(43));
    private static final Duration WAIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<Content> said = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final DeviceHealth health = new DeviceHealth(Clock.systemUTC());
    private volatile Duration passed = Duration.ZERO;
    private HttpServer hub;
    private StaffPins pins;
    private GuestJourney journey;
    private KioskWindow window;
    private StaffAtTheScreen staff;
    private QuietWayIn wayIn;
    private Panel panel;
    private Scene scene;

    private record Answer(int status, String type, byte[] body) {
    }

    @BeforeEach
    void open() throws Exception {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext(Wire.STAFF_PIN_PATH, exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try {
                Answer answer = answers.poll(20, TimeUnit.SECONDS);
                exchange.getResponseHeaders().set("Content-Type", answer.type());
                exchange.getResponseHeaders().set("Retry-After", "120");
                exchange.sendResponseHeaders(answer.status(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            } finally {
                exchange.close();
            }
        });
        hub.start();
        Files.write(folder.resolve("terminal.json"), Wire.json(new Pairing.Answer("t-1", "tok3n")));
        Credentials credentials = Credentials.in(folder);
        pins = new StaffPins(credentials,
                new HubAccess(URI.create("http://127.0.0.1:" + hub.getAddress().getPort() + "/"), HubLink.DIRECT,
                        credentials, Optional.empty(), Clock.systemUTC()));
        Settings settings = settings();
        GuestTexts texts = new GuestTexts();
        StaffNear near = new StaffNear(this::keep, WAIT, () -> passed.toNanos());
        OnScreen.run(() -> journey = new GuestJourney(
                SurveyFile.read(settings.surveyFile(), texts.languages(), Typefaces::undrawable), near, Runnable::run, WAIT,
                WAIT));
        Look look = OnScreen.get(() -> new Look(LookName.DAY, false, OnScreen.typefaces()));
        window = KioskWindow.open(CompletableFuture.completedFuture(null), Optional.of(new KioskWindow.Size(1000, 700)),
                settings, () -> {
                }, _ -> new GuestScreens(journey, settings.touchpoint(), settings.persona(), look, texts,
                        Duration.ofSeconds(4), _ -> 4));
        scene = window.screens().getScene();
        panel = Panel.open(Wiring.NONE, _ -> {
            throw new AssertionError("no chip is wired");
        }, health);
        StaffWords words = new StaffWords(this::keep, panel, journey::survey, () -> 0);
        staff = new StaffAtTheScreen(window, journey, new StaffViews(look, settings::touchpoint, health, ZoneOffset.UTC,
                words, near, pins, () -> 4), () -> passed.toNanos());
        wayIn = new QuietWayIn(window.screens(), () -> passed.toNanos(), staff::wantsPin);
        window.alsoTo(wayIn);
    }

    @AfterEach
    void close() {
        OnScreen.run(() -> scene.getWindow().hide());
        pins.close();
        hub.stop(0);
        panel.close();
    }

    @Test
    void a_finger_that_stays_on_the_upper_corner_for_three_seconds_brings_up_the_keys_and_no_other_does() {
        OnScreen.run(() -> {
            mouse(MouseEvent.MOUSE_PRESSED, 500, 30);
            seconds(4);
            assertThat(root()).as("in the middle").isSameAs(window.screens());
            mouse(MouseEvent.MOUSE_PRESSED, 30, 30);
            seconds(2);
            mouse(MouseEvent.MOUSE_RELEASED, 30, 30);
            seconds(4);
            assertThat(root()).as("for two seconds").isSameAs(window.screens());
            mouse(MouseEvent.MOUSE_PRESSED, 30, 30);
            mouse(MouseEvent.MOUSE_DRAGGED, 400, 30);
            seconds(4);
            assertThat(root()).as("and went away").isSameAs(window.screens());

            mouse(MouseEvent.MOUSE_PRESSED, 30, 30);
            mouse(MouseEvent.MOUSE_DRAGGED, 40, 30);
            seconds(3);
            assertThat(root()).isInstanceOf(PinView.class);
            fire("pin-close");
            assertThat(root()).isSameAs(window.screens());
            assertThat(said).isEmpty();
        });
    }

    @Test
    void where_reading_begins_on_the_right_so_does_the_way_in_and_a_keyboard_has_one_too() {
        OnScreen.run(() -> {
            journey.chooseLanguage();
            journey.speak("ar");
            assertThat(window.screens().getEffectiveNodeOrientation().name()).isEqualTo("RIGHT_TO_LEFT");
            journey.timeUp();
            journey.call(journey.helpQuestion()); // the thanks, in the house language
            assertThat(journey.state()).isInstanceOf(GuestJourney.State.Thanking.class);
            journey.chooseLanguage();
            journey.speak("ar");
            mouse(MouseEvent.MOUSE_PRESSED, 30, 30);
            seconds(3);
            assertThat(root()).isSameAs(window.screens());
            mouse(MouseEvent.MOUSE_PRESSED, 970, 30);
            seconds(3);
            assertThat(root()).isInstanceOf(PinView.class);
            assertThat(root().getEffectiveNodeOrientation().name()).isEqualTo("LEFT_TO_RIGHT");

            Event.fireEvent(root(), key(KeyEvent.KEY_PRESSED, KeyCode.ESCAPE, false));
            assertThat(root()).isSameAs(window.screens());
            Event.fireEvent(scene, key(KeyEvent.KEY_PRESSED, KeyCode.P, true));
            assertThat(root()).isInstanceOf(PinView.class);
            assertThat(scene.getFocusOwner()).as("where keys go").isSameAs(root());
        });
    }

    @Test
    void a_guest_who_is_answering_is_not_disturbed() {
        OnScreen.run(() -> {
            journey.choose(Face.POOR);
            mouse(MouseEvent.MOUSE_PRESSED, 30, 30);
            seconds(3);
            assertThat(root()).isSameAs(window.screens());
        });
    }

    @Test
    void whose_pin_it_is_says_that_they_are_here_as_with_a_badge() {
        OnScreen.run(() -> {
            journey.call(journey.helpQuestion());
            said.clear();
            staff.wantsPin();
            type("12345678");
            assertThat(word()).isEqualTo("One moment ...");
        });
        answers(200, Wire.STAFF_PIN_TYPE, Wire.json(MARA));
        until(() -> root() instanceof StaffView);
        OnScreen.run(() -> {
            assertThat(root().lookupAll(".label").toString()).contains("Mara Berg");
            fire("staff-here");
        });
        assertThat(asked).containsExactly("Bearer tok3n {\"pin\":\"12345678\"}");
        assertThat(said).containsExactly(new Content.StaffNear(journey.helpQuestion(), "Mara Berg"),
                new StaffStep(StaffStep.AT_THE_TERMINAL, MARA.badge(), Step.HERE));
    }

    @Test
    void a_wrong_pin_is_said_kindly_and_the_next_one_waits_a_little_longer_each_time() {
        OnScreen.run(() -> {
            staff.wantsPin();
            type("11111111");
        });
        problem(403, Wire.WRONG_PIN);
        until(() -> word().equals("This PIN is not known here. Please wait 2 seconds."));
        OnScreen.run(() -> {
            type("22222222");
            seconds(1);
            assertThat(word()).endsWith("Please wait 1 second.");
            seconds(1);
            assertThat(word()).isEqualTo("This PIN is not known here.");
            type("22222222");
        });
        problem(403, Wire.WRONG_PIN);
        until(() -> word().endsWith("Please wait 4 seconds."));
        assertThat(asked).hasSize(2);
        OnScreen.run(() -> {
            fire("pin-close");
            staff.wantsPin();
            assertThat(word()).as("closing is no way around it").isEqualTo("Please wait 4 seconds.");
            seconds(4);
            type("33333333");
        });
        problem(429, Wire.PROBLEM_TYPE_PREFIX + "too-often");
        until(() -> word().equals("Too many PINs were wrong here. Please wait 120 seconds."));
    }

    @Test
    void without_the_hub_it_is_said_kindly_and_guests_are_served_on() {
        hub.stop(0);
        OnScreen.run(() -> {
            staff.wantsPin();
            type("12345678");
        });
        until(() -> word().startsWith("PINs cannot be checked just now"));
        OnScreen.run(() -> {
            assertThat(root().lookup("#pin-1").isDisabled()).isFalse();
            type("123");
            PinView begun = (PinView) root();
            for (int second = 0; second < 60; second++) {
                staff.tick();
            }
            assertThat(root()).isSameAs(window.screens());
            assertThat(begun.lookupAll(".staff-dot")).as("nothing is left of what was begun").isEmpty();
            ((Button) window.screens().lookup("#face-good")).fire();
            assertThat(said).hasSize(1);
        });
    }

    @Test
    void an_answer_that_comes_when_they_have_gone_opens_nothing_and_a_wrong_one_counts() {
        OnScreen.run(() -> {
            journey.call(journey.helpQuestion());
            staff.wantsPin();
            type("12345678");
            fire("pin-close");
        });
        answers(200, Wire.STAFF_PIN_TYPE, Wire.json(MARA));
        until(() -> said.contains(new Content.StaffNear(journey.helpQuestion(), "Mara Berg")));
        OnScreen.run(() -> {
            assertThat(root()).isSameAs(window.screens());
            staff.wantsPin();
            type("11111111");
            fire("pin-close");
            staff.wantsPin();
        });
        problem(403, Wire.WRONG_PIN);
        until(() -> {
            staff.tick();
            return word().equals("Please wait 2 seconds.");
        });
    }

    @Test
    void what_is_not_the_agreed_answer_is_nobodys_word() throws Exception {
        answers(200, "text/html", Wire.json(MARA));
        answers(200, Wire.STAFF_PIN_TYPE, "{\"name\":\"Mara\",\"badge\":\"short\"}".getBytes(StandardCharsets.UTF_8));
        answers(200, Wire.STAFF_PIN_TYPE, "{}".getBytes(StandardCharsets.UTF_8));
        problem(403, Wire.PROBLEM_TYPE_PREFIX + "another");
        answers(429, "text/html", Wire.json(MARA));
        problem(401, Wire.PROBLEM_TYPE_PREFIX + "unknown-terminal");
        for (int i = 0; i < 6; i++) {
            assertThat(pins.ask("12345678").get(20, TimeUnit.SECONDS)).as("answer " + i)
                    .isEqualTo(new StaffPins.Answer.NotNow());
        }
    }

    private CompletableFuture<Void> keep(java.util.UUID response, String survey, String language, Content content) {
        said.add(content);
        return CompletableFuture.completedFuture(null);
    }

    private void answers(int status, String type, byte[] body) {
        answers.add(new Answer(status, type, body));
    }

    private void problem(int status, String type) {
        answers(status, Wire.PROBLEM_TYPE, Wire.json(new Problem(type, "No", status, "No.", List.of())));
    }

    private void until(java.util.function.BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!OnScreen.get(holds::getAsBoolean)) {
            assertThat(System.nanoTime()).as("it shows " + OnScreen.get(this::word)).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void seconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            passed = passed.plusSeconds(1);
            wayIn.tick();
            staff.tick();
        }
    }

    private void type(String digits) {
        digits.chars().forEach(digit -> fire("pin-" + (char) digit));
    }

    private void fire(String id) {
        ((Button) root().lookup("#" + id)).fire();
    }

    private String word() {
        return root().lookup("#pin-word") instanceof Label label ? label.getText() : "";
    }

    private Parent root() {
        return scene.getRoot();
    }

    private void mouse(EventType<MouseEvent> type, double x, double y) {
        Event.fireEvent(scene, new MouseEvent(type, x, y, x, y, MouseButton.PRIMARY, 1, false, false, false, false,
                type != MouseEvent.MOUSE_RELEASED, false, false, true, false, true, null));
    }

    private static KeyEvent key(EventType<KeyEvent> type, KeyCode code, boolean withCtrlAlt) {
        return new KeyEvent(type, "", "", code, false, withCtrlAlt, withCtrlAlt, false);
    }

    private Settings settings() throws Exception {
        return SettingsFile.read(Files.writeString(folder.resolve("kiosk.yaml"), """
                site: Harbour Hotel
                touchpoint: Gate B7
                survey: %s
                hub: http://127.0.0.1:9
                persona: tablet
                """.formatted(Path.of("kiosk-config", "stay.yaml").toAbsolutePath())));
    }
}
