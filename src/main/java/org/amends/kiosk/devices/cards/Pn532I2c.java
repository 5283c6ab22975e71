package org.amends.kiosk.devices.cards;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.amends.kiosk.devices.wires.OnBus;

/**
 * A PN532 on an I2C bus, its switches set to I2C. There it cannot speak first: each reading begins with a byte that says whether
 * it has something to say, and gives that from its beginning.
 */
public final class Pn532I2c implements Pn532Link {

    private static final int READY = 1;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    /** The longest plain frame: beginning, length, 255 bytes, sum, end; and the byte before it. */
    private static final int MOST = 1 + 6 + 255 + 2;

    private final OnBus bus;

    /**
     * @param bus with the device's address, 0x24 unless its maker says otherwise
     */
    public Pn532I2c(OnBus bus) {
        this.bus = bus;
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        try {
            bus.write(bytes);
        } catch (IOException asleep) {
            // Its address was the wake-up call: the chip answers the second time.
            pause();
            bus.write(bytes);
        }
    }

    @Override
    public byte[] receive(Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        byte[] come = new byte[MOST];
        while (true) {
            if (isReady(come)) {
                return Arrays.copyOfRange(come, 1, come.length);
            }
            if (System.nanoTime() - end >= 0) {
                return new byte[0];
            }
            pause();
        }
    }

    private boolean isReady(byte[] come) {
        try {
            bus.read(come);
            return come[0] == READY;
        } catch (IOException asleep) {
            return false; // a bus that is gone shows when something is said
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ended);
        }
    }

    @Override
    public void close() {
        bus.close();
    }
}
