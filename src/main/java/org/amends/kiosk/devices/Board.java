package org.amends.kiosk.devices;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of a board: what its chip is called, and which lines it needs for itself. */
enum Board {
    /** By the labels of the kernel's drivers: from model 5 on, of model 4, and before it. Lines are numbered as in its diagrams. */
    RASPBERRY_PI(List.of("pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"), 27);

    private static final List<String> PI_PORTS = List.of("/dev/serial0", "/dev/ttyS0", "/dev/ttyAMA0", "/dev/ttyAMA10");

    private final List<String> chips;
    private final int lastLine;

    Board(List<String> chips, int lastLine) {
        this.chips = chips;
        this.lastLine = lastLine;
    }

    static Map<String, Board> words() {
        return Stream.of(values()).collect(Collectors.toMap(Board::word, Function.identity()));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> chips() {
        return chips;
    }

    int lastLine() {
        return lastLine;
    }

    /** What it needs a line for; empty for one that is free. */
    Optional<String> reserved(int line, List<Wiring.Reader> cards) {
        return switch (line) {
            case 0, 1 -> Optional.of("the memory of an add-on board (ID_SD, ID_SC)");
            case 2, 3 -> cards.stream().filter(reader -> reader instanceof Wiring.Reader.Pn532OnI2c i2c && i2c.bus() == 1)
                    .findFirst().map(_ -> "I2C bus 1, which a card reader below \"cards\" is on");
            case 14, 15 -> cards.stream()
                    .filter(reader -> reader instanceof Wiring.Reader.Pn532OnPort on && PI_PORTS.contains(on.port()))
                    .findFirst().map(_ -> "the serial port, which a card reader below \"cards\" is on");
            default -> Optional.empty();
        };
    }
}
