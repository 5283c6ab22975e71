package org.amends.kiosk;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.cards.CardMeaning;
import org.amends.kiosk.devices.cards.CardReader;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.cards.PcscReaders;
import org.amends.kiosk.devices.cards.Pn532I2c;
import org.amends.kiosk.devices.cards.Pn532Reader;
import org.amends.kiosk.devices.cards.Pn532Uart;
import org.amends.kiosk.devices.wires.PiI2c;

/** The card readers that are wired to a terminal. One that does not work is a matter of the health, and of nothing else. */
final class CardReaders implements AutoCloseable {

    private final List<CardReader> readers;
    private final KnownCards known;
    private final DeviceHealth health;

    CardReaders(Wiring wiring, DeviceHealth health) {
        this.readers = wiring.cards().stream().map(CardReaders::reader).toList();
        this.known = wiring.knownCards();
        this.health = health;
    }

    private static CardReader reader(Wiring.Reader wired) {
        return switch (wired) {
            case Wiring.Reader.Pcsc _ -> new PcscReaders();
            case Wiring.Reader.Pn532OnPort(String port) ->
                new Pn532Reader("pn532 at " + port, () -> Pn532Uart.open(Path.of(port)));
            case Wiring.Reader.Pn532OnI2c(int bus, int address) ->
                new Pn532Reader(String.format("pn532 at 0x%02x on I2C bus %d", address, bus),
                        () -> new Pn532I2c(PiI2c.open(bus, address)));
        };
    }

    /**
     * Begins to read.
     *
     * @param held is told what each card means, on a reader's thread; it must only pass it on
     */
    void start(Consumer<CardMeaning> held) {
        readers.forEach(reader -> reader.start(new HeldCards(known, health, held)));
    }

    @Override
    public void close() {
        readers.forEach(CardReader::close);
    }
}
