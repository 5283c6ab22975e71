package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amends.hub.fleet.PinRoute;
import org.amends.hub.staff.Pins;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.KeyFile;
import org.amends.response.Content.StaffStep;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Pairing;
import org.amends.wire.Sealing;
import org.amends.wire.StaffPin;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose PIN a terminal is told, how often it may ask, and that nobody else learns of one. */
@Timeout(60)
class StaffPinTest {

    @TempDir
    private Path data;
    private TestHub hub;
    private Pairing.Answer terminal;
    private Pairing.Answer airport;
    private Pins pins;

    @BeforeEach
    void start() {
        hub = new TestHub(data);
        hub.hire("mara", "Mara Berg");
        hub.hire("nina", "Nina Hotel", Role.STAFF, Sites.of("Harbour Hotel"));
        hub.hire("otto", "Otto Books", Role.AUDITOR, Sites.ALL);
        terminal = hub.paired();
        airport = hub.fleet().pair(hub.pairingCode(), new Touchpoint("Airport", "Gate Nine"), Optional.empty())
                .orElseThrow();
        pins = new Pins(hub.database(), KeyFile.in(data), hub.clock);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void a_pin_is_told_whose_it_is_until_they_get_another_or_none() {
        String first = pins.give("Nina");
        assertThat(first).matches("[0-9]{8}");
        StaffPin.Holder holder = holder(terminal, first);
        assertThat(holder.name()).isEqualTo("Nina Hotel");
        assertThat(holder.badge()).matches("[A-Za-z0-9_-]{43}");

        String second = pins.give("nina");
        assertThat(ask(terminal, first).statusCode()).isEqualTo(403);
        assertThat(holder(terminal, second).badge()).isNotEqualTo(holder.badge());
        pins.remove("nina");
        assertThat(ask(terminal, second).statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> pins.give("nobody")).hasMessageContaining("there is no account \"nobody\"");
        assertThatThrownBy(() -> pins.remove("nobody")).hasMessageContaining("there is no account \"nobody\"");
    }

    @Test
    void everybodys_pin_is_their_own() {
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            hub.database().change(tx -> tx.update("DELETE FROM staff_pins"));
            given.add(pins.give("mara"));
            given.add(pins.give("nina"));
        }
        assertThat(given).hasSize(60);
    }

    @Test
    void of_somebody_of_another_site_or_who_takes_no_cases_a_terminal_learns_as_little_as_of_nobody() {
        String nina = pins.give("nina");
        String otto = pins.give("otto");
        HttpResponse<byte[]> nobodys = ask(airport, another(nina, otto));

        for (String pin : List.of(nina, otto)) {
            HttpResponse<byte[]> answer = ask(airport, pin);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(nobodys.body());
            assertThat(answer.headers().map().keySet()).isEqualTo(nobodys.headers().map().keySet());
        }
        assertThat(TestHub.problem(nobodys).type()).isEqualTo(Wire.WRONG_PIN);
    }

    @Test
    void after_five_wrong_pins_a_terminal_is_told_to_wait_even_with_the_right_one_and_no_other_terminal_is() {
        String nina = pins.give("nina");
        String wrong = another(nina);
        for (int i = 0; i < 20; i++) {
            holder(terminal, nina);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(ask(terminal, wrong).statusCode()).isEqualTo(403);
        }
        HttpResponse<byte[]> tooOften = ask(terminal, nina);
        assertThat(tooOften.statusCode()).isEqualTo(429);
        assertThat(tooOften.headers().firstValue("Retry-After")).contains("120");
        assertThat(ask(airport, wrong).statusCode()).isEqualTo(403);

        hub.clock.pass(Duration.ofMinutes(2));
        holder(terminal, nina);
    }

    @Test
    void what_is_no_pin_is_refused_and_does_not_count_and_a_stranger_is_told_nothing() {
        String nina = pins.give("nina");
        for (String body : List.of("", "{}", "null", "{\"pin\":1234}", "{\"pin\":\"1234567\"}", "{\"pin\":\"1234567x\"}",
                "{\"pin\":null}")) {
            assertThat(posted(terminal.token(), body.getBytes(StandardCharsets.UTF_8)).statusCode()).as(body)
                    .isEqualTo(400);
        }
        assertThat(posted(terminal.token(), new byte[300]).statusCode()).isEqualTo(413);
        assertThat(posted("guessed", Wire.json(new StaffPin.Question(nina))).statusCode()).isEqualTo(401);
        holder(terminal, nina);
    }

    @Test
    void what_is_said_after_a_pin_takes_the_case_forward_as_a_badge_does() {
        Guest guest = Guest.at("Reception", hub.clock.instant());
        assertThat(hub.send(hub.batch(terminal.token(), guest.calls("help-button"))).statusCode()).isEqualTo(200);
        TestHub.Browser nina = hub.signedIn("nina");
        TestHub.until(() -> nina.page("/inbox"), "data-case=\"1\"");

        sent(holder(terminal, pins.give("nina")).badge(), StaffStep.Step.HERE);

        TestHub.until(() -> nina.page("/cases/1"), "At the place since 12:00");
        assertThat(nina.page("/cases/1")).contains("Yours since 12:00");
    }

    @Test
    void a_pin_is_neither_on_the_hubs_disk_nor_in_its_log_and_without_the_key_file_it_is_of_no_use() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        Logger root = Logger.getLogger(PinRoute.class.getPackageName());
        Handler handler = new Handler() {

            @Override
            public void publish(LogRecord entry) {
                log.add(new SimpleFormatter().format(entry));
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        root.addHandler(handler);
        root.setLevel(Level.INFO);
        String pin = pins.give("mara");
        String wrong = another(pin);
        String badge = holder(terminal, pin).badge();
        ask(terminal, wrong);
        root.removeHandler(handler);
        root.setLevel(null);

        assertThat(log).anySatisfy(line -> assertThat(line).contains("the PIN of \"mara\""))
                .anySatisfy(line -> assertThat(line).contains("a PIN that is nobody's"))
                .allSatisfy(line -> assertThat(line).doesNotContain(pin, wrong, badge));
        assertThat(new StaffPin.Question(pin).toString()).doesNotContain(pin);
        assertThat(holder(terminal, pin).toString()).doesNotContain(badge);
        hub.restart(() -> {
            try (var files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                            .doesNotContain(pin, wrong);
                }
                Files.delete(data.resolve("hub.key"));
            } catch (java.io.IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        });
        assertThat(ask(terminal, pin).statusCode()).isEqualTo(403);
    }

    private static String another(String... pins) {
        return List.of("00000000", "11111111", "22222222").stream().filter(pin -> !List.of(pins).contains(pin)).findFirst()
                .orElseThrow();
    }

    private StaffPin.Holder holder(Pairing.Answer who, String pin) {
        HttpResponse<byte[]> answer = ask(who, pin);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return Wire.read(answer.body(), StaffPin.Holder.class).orElseThrow();
    }

    private HttpResponse<byte[]> ask(Pairing.Answer who, String pin) {
        return posted(who.token(), Wire.json(new StaffPin.Question(pin)));
    }

    private HttpResponse<byte[]> posted(String token, byte[] body) {
        return hub.send(hub.to(Wire.STAFF_PIN_PATH).header("Authorization", "Bearer " + token)
                .header("Content-Type", Wire.STAFF_PIN_TYPE).POST(BodyPublishers.ofByteArray(body)));
    }

    private void sent(String badge, StaffStep.Step step) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String text = Wire.text(new Entry(id, UuidCreator.getTimeOrderedEpoch(), hub.clock.instant(), Optional.empty(),
                new Touchpoint("Harbour Hotel", "Reception"), "stay", "en",
                Sealing.seal(terminal.sealingKey().orElseThrow(),
                        id, StaffStep.SEALED_AS, new StaffStep(StaffStep.AT_THE_TERMINAL, badge, step))));
        assertThat(hub.send(hub.batch(terminal.token(), text)).statusCode()).isEqualTo(200);
    }
}
