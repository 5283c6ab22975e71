package org.amends.kiosk.devices;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.wires.Pull;
import org.amends.kiosk.settings.ButtonAct;

/**
 * What is wired to the terminal, as {@link WiringFile} reads and checks it.
 *
 * @param chips           the GPIO chip, by what it may be called, each to be tried: names, labels or paths; none where nothing
 *                        hangs on a line
 * @param lamp            calls for somebody where the hub cannot
 * @param buzzer          does so, too
 * @param debounce        how long a level lasts that counts, 1 to 100 ms
 * @param minimumInterval from one response by buttons to the next, 0 to 10 s
 * @param quiet           whether the buzzer is never to sound
 * @param cards           the readers of cards
 * @param knownCards      the badges and tags that mean something here
 */
public record Wiring(List<String> chips, List<Button> buttons, Optional<LightLine> lamp, Optional<LightLine> buzzer,
        Duration debounce, Duration minimumInterval, boolean quiet, List<Reader> cards,
        KnownCards knownCards) {

    /** As the terminal is where it has no wiring file. */
    public static final Wiring NONE = new Wiring(List.of(), List.of(), Optional.empty(), Optional.empty(),
            Duration.ofMillis(20), Duration.ofMillis(700), false, List.of(), KnownCards.NONE);

    public Wiring {
        chips = List.copyOf(chips);
        buttons = List.copyOf(buttons);
        cards = List.copyOf(cards);
    }

    /**
     * A button.
     *
     * @param does  what it does
     * @param light the light in it
     */
    public record Button(Contact contact, ButtonAct does, Optional<LightLine> light) {

        /** As people know it, such as {@code answer-1 on line 17}. */
        public String name() {
            return does.word() + switch (contact) {
                case Contact.OnLine line -> " on line " + line.line();
                case Contact.OnKey key -> " on key " + key.key();
            };
        }
    }

    /** What a button closes. */
    public sealed interface Contact {

        /**
         * A line of the chip.
         *
         * @param line       from 0
         * @param activeHigh whether the high level is the pressed one
         */
        record OnLine(int line, Pull pull, boolean activeHigh) implements Contact {
        }

        /**
         * A key of a USB button box or keypad.
         *
         * @param key its name, such as {@code NUMPAD1}
         */
        record OnKey(String key) implements Contact {
        }
    }

    /**
     * A line that something is lit by, or sounds.
     *
     * @param line       from 0
     * @param activeHigh whether by the high level
     */
    public record LightLine(int line, boolean activeHigh) {
    }

    /** What reads cards. */
    public sealed interface Reader {

        /** Every USB reader that the PC/SC middleware knows. */
        record Pcsc() implements Reader {
        }

        /**
         * A bare PN532 on a serial port.
         *
         * @param port a device, such as {@code /dev/ttyS0}
         */
        record Pn532OnPort(String port) implements Reader {
        }

        /**
         * A bare PN532 on an I2C bus.
         *
         * @param bus     its number, as in {@code /dev/i2c-1}
         * @param address 0x08 to 0x77
         */
        record Pn532OnI2c(int bus, int address) implements Reader {
        }
    }

    /** Whether anything hangs on a line of the chip. */
    public boolean hasLines() {
        return !chips.isEmpty() && (lamp.isPresent() || buzzer.isPresent() || buttons.stream()
                .anyMatch(button -> button.light().isPresent() || button.contact() instanceof Contact.OnLine));
    }

    /** Whether guests can answer by buttons that need no screen. */
    public boolean answersOnLines() {
        return buttons.stream().anyMatch(button -> button.contact() instanceof Contact.OnLine
                && button.does() instanceof ButtonAct.Answer);
    }

    /** The buttons that are keys. */
    public Stream<Contact.OnKey> keys() {
        return buttons.stream().map(Button::contact).filter(Contact.OnKey.class::isInstance)
                .map(Contact.OnKey.class::cast);
    }

    /** In a line, for the log. */
    public String inWords() {
        return buttons.size() + " buttons, " + buttons.stream().filter(button -> button.light().isPresent()).count()
                + " lights, " + cards.size() + " card readers, debounce-ms: " + debounce.toMillis()
                + ", minimum-interval-ms: " + minimumInterval.toMillis() + ", quiet: " + quiet;
    }
}
