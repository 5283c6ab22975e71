package org.amends.kiosk.devices.cards;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.amends.kiosk.platform.SerialPort;

/** A PN532 on a serial port, its switches set to HSU. */
public final class Pn532Uart implements Pn532Link {

    /** The chip sleeps until it hears something and needs some time to listen then: User Manual 7.2.11. */
    private static final byte[] WAKE_UP = {0x55, 0x55, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final Duration TAKES = Duration.ofSeconds(1);
    private static final int MOST = 512;

    private final SerialPort port;

    private Pn532Uart(SerialPort port) {
        this.port = port;
    }

    /**
     * Opens the port.
     *
     * @param  path such as {@code /dev/ttyS0}
     * @throws org.amends.kiosk.platform.DeviceRefused saying what a technician can do about it
     */
    public static Pn532Uart open(Path path) {
        return new Pn532Uart(SerialPort.open(path));
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        byte[] all = Arrays.copyOf(WAKE_UP, WAKE_UP.length + bytes.length);
        System.arraycopy(bytes, 0, all, WAKE_UP.length, bytes.length);
        port.write(all, TAKES);
    }

    @Override
    public byte[] receive(Duration atMost) throws IOException {
        byte[] come = new byte[MOST];
        return Arrays.copyOf(come, port.read(come, atMost));
    }

    @Override
    public void close() {
        port.close();
    }
}
