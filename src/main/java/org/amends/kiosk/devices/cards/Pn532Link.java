package org.amends.kiosk.devices.cards;

import java.io.IOException;
import java.time.Duration;

/** The wires to a PN532: bytes there and back, however they are disturbed on the way. For one thread at a time. */
public interface Pn532Link extends AutoCloseable {

    /**
     * Wakes the chip and says something to it.
     *
     * @throws IOException if the wires are gone
     */
    void send(byte[] bytes) throws IOException;

    /**
     * What has come, or comes within a time.
     *
     * @return             empty if nothing came
     * @throws IOException if the wires are gone
     */
    byte[] receive(Duration atMost) throws IOException;

    @Override
    void close();

    /** Makes the connection anew each time that it was lost. */
    @FunctionalInterface
    interface Opening {

        /**
         * @throws org.amends.kiosk.platform.DeviceRefused saying what a technician can do about it
         */
        Pn532Link open();
    }
}
