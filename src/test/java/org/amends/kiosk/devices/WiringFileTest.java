package org.amends.kiosk.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.amends.checkedfile.FileProblem;
import org.amends.kiosk.devices.Wiring.Contact.OnKey;
import org.amends.kiosk.devices.Wiring.Contact.OnLine;
import org.amends.kiosk.devices.Wiring.LightLine;
import org.amends.kiosk.devices.cards.CardMeaning;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.wires.Pull;
import org.amends.kiosk.settings.ButtonAct;
import org.amends.kiosk.settings.Presses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiringFileTest {

    @TempDir
    private Path folder;

    @Test
    void the_shipped_wiring_is_read_whole() {
        Wiring shipped = WiringFile.read(Path.of("kiosk-config", "wiring.yaml"), Presses.Keys.SHIPPED);

        assertThat(shipped.chips()).containsExactly("pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835");
        assertThat(shipped.buttons()).extracting(Wiring.Button::name).containsExactly("answer-1 on line 17",
                "answer-2 on line 27", "answer-3 on line 5", "answer-4 on line 6", "help on line 13");
        assertThat(shipped.debounce()).isEqualTo(Wiring.NONE.debounce());
        assertThat(shipped.minimumInterval()).isEqualTo(Wiring.NONE.minimumInterval());
        assertThat(shipped.quiet()).isEqualTo(Wiring.NONE.quiet());
    }

    @Test
    void the_shipped_wiring_names_every_act_and_all_of_it_that_is_commented_out_is_allowed() throws IOException {
        String shipped = Files.readString(Path.of("kiosk-config", "wiring.yaml"));

        assertThat(ButtonAct.words().keySet()).filteredOn(word -> !word.matches("answer-([2-9]|10)"))
                .allSatisfy(word -> assertThat(shipped).contains(word));
        Wiring all = read(shipped.replaceAll("(?m)^# ?(?=  - \\{|(lamp|buzzer|cards|known-cards):|  ? - \\{)", ""));
        assertThat(all.lamp()).contains(new LightLine(16, true));
        assertThat(all.buzzer()).contains(new LightLine(26, true));
        assertThat(all.keys()).containsExactly(new OnKey("NUMPAD1"));
        assertThat(all.cards()).containsExactly(new Wiring.Reader.Pcsc(), new Wiring.Reader.Pn532OnPort("/dev/ttyS0"),
                new Wiring.Reader.Pn532OnI2c(1, 0x24));
        assertThat(all.knownCards().digests().values()).containsExactlyInAnyOrder(
                new CardMeaning.StaffBadge("Anna Weber", "4p6Jc0u6d0s8Yq7x1mZ2n3o4p5q6r7s8t9u0v1w2x3y"),
                new CardMeaning.PlaceTag("Table 12"));
    }

    @Test
    void known_cards_are_known_by_a_whole_digest_and_mean_one_thing() {
        String digest = "4p6Jc0u6d0s8Yq7x1mZ2n3o4p5q6r7s8t9u0v1w2x3y";
        assertThatThrownBy(() -> read("cards: [{reader: pcsc}]\nknown-cards:\n  - {staff: Anna, digest: 04A1B2C3}\n"))
                .hasMessageContaining(":3:").hasMessageContaining("04A1B2C3").hasMessageContaining("43 characters");
        assertThatThrownBy(() -> read("cards: [{reader: pcsc}]\nknown-cards:\n  - {staff: Anna, digest: " + digest
                + "}\n  - {place: Bar, digest: " + digest + "}\n")).hasMessageContaining(":4:")
                .hasMessageContaining("stands here twice");
        assertThatThrownBy(() -> read("cards: [{reader: pcsc}]\nknown-cards:\n  - {badge: Anna, digest: " + digest + "}\n"))
                .hasMessageContaining(":3:").hasMessageContaining("badge");
    }

    @Test
    void a_wiring_says_all_that_it_can_say() throws IOException {
        Wiring wiring = read("""
                chip: /dev/gpiochip2
                buttons:
                  - {line: 0, does: answer-11, pull: down, light: {line: 1, active: low}}
                  - {line: 2, does: staff-call, pull: none, active: high}
                  - {line: 3, does: help, light: 4}
                  - {key: F9, does: next, light: 5}
                lamp: {line: 1023}
                debounce-ms: 1
                minimum-interval-ms: 0
                quiet: true
                """);

        assertThat(wiring).isEqualTo(new Wiring(List.of("/dev/gpiochip2"), List.of(
                new Wiring.Button(new OnLine(0, Pull.DOWN, true), new ButtonAct.Answer(11),
                        Optional.of(new LightLine(1, false))),
                new Wiring.Button(new OnLine(2, Pull.NONE, true), ButtonAct.Other.STAFF_CALL, Optional.empty()),
                new Wiring.Button(new OnLine(3, Pull.UP, false), ButtonAct.Other.HELP, Optional.of(new LightLine(4, true))),
                new Wiring.Button(new OnKey("F9"), ButtonAct.Other.NEXT, Optional.of(new LightLine(5, true)))),
                Optional.of(new LightLine(1023, true)), Optional.empty(), Duration.ofMillis(1), Duration.ZERO, true,
                List.of(), KnownCards.NONE));
        assertThat(wiring.hasLines()).isTrue();
    }

    @Test
    void keys_alone_need_no_chip() throws IOException {
        assertThat(read("buttons: [{key: NUMPAD1, does: answer-1}]").hasLines()).isFalse();
        assertThat(read("cards: [{reader: pcsc}]").hasLines()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "buttons: [{line: 17, does: help}, {line: 17, does: next}]|2: buttons[1].line: \"17\" is not allowed; allowed: a"
                    + " line that nothing else hangs on; on this one is the button help of line 2 of this file",
            "buttons: [{line: 17, does: help, light: 17}]|2: buttons[0].light: \"17\" is not allowed; allowed: a line that"
                    + " nothing else hangs on; on this one is the button help",
            "buttons: [{line: 1, does: help}]|2: buttons[0].line: \"1\" is not allowed; allowed: a line that the board does not"
                    + " need for itself; this one is for the memory of an add-on board",
            "buttons: [{line: 28, does: help}]|2: buttons[0].line: \"28\" is not allowed; allowed: a whole number from 0 to 27",
            "buttons: [{line: 17, does: answer-12}]|2: buttons[0].does: \"answer-12\" is not allowed; allowed: answer-1, ",
            "buttons: [{line: 17}]|2: buttons[0]: the key \"does\" is missing",
            "buttons: [{does: help}]|2: buttons[0]: the key \"line\" is missing",
            "buttons: [{line: 17, key: F9, does: help}]|2: unknown key \"line\"; allowed: does, key, light",
            "buttons: [{line: 17, does: help, pull: left}]|2: buttons[0].pull: \"left\" is not allowed; allowed: down, none, up",
            "buttons: [{line: 17, does: help, active: on}]|2: buttons[0].active: \"on\" is not allowed; allowed: high, low",
            "buttons: [{key: A, does: help}]|2: buttons[0].key: \"A\" is not allowed; allowed: F1 to F24",
            "buttons: [{key: F2, does: help}]|2: buttons[0].key: \"F2\" is not allowed; allowed: a key that nothing else is;"
                    + " this one is one of \"keys\" in the settings",
            "buttons: [{key: F9, does: help}, {key: F9, does: next}]|2: buttons[1].key: \"F9\" is not allowed; allowed: a key"
                    + " that nothing else is; this one is the button help of line 2",
            "chip: gpiochip0|2: chip: \"gpiochip0\" is not allowed; allowed: either the key \"board\" or the key \"chip\"",
            "buttons: []|1: a block is not allowed; allowed: a wiring with at least one of",
            "debounce-ms: 0|2: debounce-ms: \"0\" is not allowed; allowed: a whole number from 1 to 100",
            "minimum-interval-ms: 10001|2: minimum-interval-ms: \"10001\" is not allowed",
            "quiet: yes|2: quiet: \"yes\" is not allowed; allowed: false, true",
            "button: []|2: unknown key \"button\"; allowed: board, buttons, buzzer, cards, chip",
            "cards: [{reader: nfc}]|2: cards[0].reader: \"nfc\" is not allowed; allowed: pcsc, pn532",
            "cards: [{reader: pcsc, port: /dev/ttyS0}]|2: unknown key \"port\"; allowed: reader",
            "cards: [{reader: pn532}]|2: cards[0].reader: \"pn532\" is not allowed; allowed: pn532 with \"port\" or with",
            "cards: [{reader: pn532, port: ttyS0}]|2: cards[0].port: \"ttyS0\" is not allowed; allowed: a serial port",
            "cards: [{reader: pn532, i2c: 1, address: 0x80}]|2: cards[0].address: \"0x80\" is not allowed; allowed: an",
            "cards: [{reader: pn532, i2c: x}]|2: cards[0].i2c: \"x\" is not allowed; allowed: a whole number",
            "cards: [{reader: pcsc}, {reader: pcsc}]|2: cards[1]: a block is not allowed; allowed: up to 8 card readers"})
    void a_mistake_is_refused_with_line_value_and_what_is_allowed(String more, String problem) {
        assertThatThrownBy(() -> read("board: raspberry-pi\n" + more + "\n")).isInstanceOf(FileProblem.class).message()
                .startsWith(folder.resolve("wiring.yaml") + ":" + problem).doesNotContain("\n");
    }

    @Test
    void a_lamp_on_the_line_of_a_button_is_refused() {
        assertThatThrownBy(() -> read("chip: gpiochip0\nbuttons: [{line: 7, does: help}]\nlamp: 7\n"))
                .hasMessageContaining(
                        "wiring.yaml:3: lamp: \"7\" is not allowed; allowed: a line that nothing else hangs on;"
                                + " on this one is the button help of line 2 of this file");
    }

    @Test
    void lines_that_a_card_reader_needs_are_refused_with_what_for_and_are_free_without_it() throws IOException {
        String button = "board: raspberry-pi\nbuttons: [{line: %d, does: help}]\n";

        assertThatThrownBy(() -> read(button.formatted(3) + "cards: [{reader: pn532, i2c: 1}]\n"))
                .hasMessageContaining("this one is for I2C bus 1");
        assertThatThrownBy(() -> read(button.formatted(14) + "cards: [{reader: pn532, port: /dev/serial0}]\n"))
                .hasMessageContaining("this one is for the serial port");
        assertThat(read(button.formatted(3)).buttons()).hasSize(1);
        assertThat(read(button.formatted(14) + "cards: [{reader: pn532, port: /dev/ttyUSB0}]\n").buttons()).hasSize(1);
    }

    @Test
    void lines_without_a_chip_are_refused_with_how_to_name_it() {
        assertThatThrownBy(() -> read("lamp: 5\n")).isInstanceOf(FileProblem.class).message()
                .endsWith(
                        "wiring.yaml:1: lines are used, but it is not said of which chip; allowed: the key \"board\" with one"
                                + " of raspberry-pi, or the key \"chip\"");
        assertThatThrownBy(() -> read("board: arduino\nlamp: 5\n"))
                .hasMessageContaining("board: \"arduino\" is not allowed; allowed: raspberry-pi");
        assertThatThrownBy(() -> read("chip: ../x\nlamp: 5\n")).hasMessageContaining("chip: \"../x\" is not allowed");
    }

    private Wiring read(String yaml) throws IOException {
        return WiringFile.read(Files.writeString(folder.resolve("wiring.yaml"), yaml), Presses.Keys.SHIPPED);
    }
}
