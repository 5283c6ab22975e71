package org.amends.kiosk.devices.wires;

import java.io.IOException;

/** One device on an I2C bus. */
public interface OnBus extends AutoCloseable {

    /**
     * Fetches one message.
     *
     * @param  into        filled whole
     * @throws IOException if the device does not answer
     */
    void read(byte[] into) throws IOException;

    /**
     * Sends one message.
     *
     * @throws IOException if the device does not answer
     */
    void write(byte[] message) throws IOException;

    @Override
    void close();
}
