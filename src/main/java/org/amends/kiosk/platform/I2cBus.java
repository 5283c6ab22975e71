package org.amends.kiosk.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.amends.kiosk.platform.LibC.Refused;

/** An I2C bus by the kernel's character device: whole messages to and from one device at a time. */
public final class I2cBus implements AutoCloseable {

    // The numbers and structures of linux/i2c-dev.h and linux/i2c.h. Fields by their offsets in bytes.
    private static final long FUNCTIONS = 0x0705;
    private static final long TRANSFER = 0x0707;
    private static final long PLAIN_I2C = 1;
    private static final short READING = 1;
    private static final int MESSAGE_FLAGS = 2;
    private static final int MESSAGE_LENGTH = 4;
    private static final int MESSAGE_BYTES = 8;
    private static final int MESSAGE_SIZE = 16;

    /** What one message may hold, by the kernel. */
    private static final int LONGEST = 8192;
    /** The addresses that are not the bus' own. */
    public static final int LOWEST = 0x08;
    public static final int HIGHEST = 0x77;

    private static final Path DEVICES = Path.of("/dev");

    private final String name;
    private int descriptor;

    private I2cBus(String name, int descriptor) {
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * Opens a bus.
     *
     * @param  number        as in {@code /dev/i2c-1}
     * @throws DeviceRefused if there is no such bus, this user may not open it, or it cannot carry plain messages
     */
    public static I2cBus open(int number) {
        return open(number, DEVICES);
    }

    static I2cBus open(int number, Path devices) {
        Path device = devices.resolve("i2c-" + number);
        if (!Files.exists(device)) {
            throw new DeviceRefused("there is no I2C bus " + number + "; " + present(devices));
        }
        int descriptor = DeviceAccess.open(device, "i2c", "i2c-*", 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment functions = arena.allocate(JAVA_LONG);
            LibC.ioctl(descriptor, FUNCTIONS, functions);
            if ((functions.get(JAVA_LONG, 0) & PLAIN_I2C) == 0) {
                LibC.close(descriptor);
                throw new DeviceRefused(device + " carries SMBus commands only, no plain I2C messages; use another bus");
            }
            return new I2cBus(device.toString(), descriptor);
        } catch (Refused refused) {
            LibC.close(descriptor);
            throw new DeviceRefused(device + " is no I2C bus: " + refused.reason(), refused);
        }
    }

    /**
     * Sends one message.
     *
     * @param  address     of the device, 0x08 to 0x77
     * @throws IOException if nobody acknowledged it
     */
    public void write(int address, byte[] message) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            transfer(arena, address, (short) 0, arena.allocateFrom(ValueLayout.JAVA_BYTE, message));
        }
    }

    /**
     * Fetches one message.
     *
     * @param  address     of the device, 0x08 to 0x77
     * @param  into        filled whole
     * @throws IOException if nobody acknowledged it
     */
    public void read(int address, byte[] into) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment message = arena.allocate(into.length);
            transfer(arena, address, READING, message);
            MemorySegment.copy(message, ValueLayout.JAVA_BYTE, 0, into, 0, into.length);
        }
    }

    @Override
    public synchronized void close() {
        if (descriptor >= 0) {
            LibC.close(descriptor);
            descriptor = -1;
        }
    }

    private synchronized void transfer(Arena arena, int address, short flags, MemorySegment bytes) throws IOException {
        if (address < LOWEST || address > HIGHEST || bytes.byteSize() < 1 || bytes.byteSize() > LONGEST) {
            throw new IllegalArgumentException(
                    "address " + address + " of " + LOWEST + " to " + HIGHEST + ", " + bytes.byteSize() + " bytes of 1 to "
                            + LONGEST);
        }
        if (descriptor < 0) {
            throw new IOException(name + " is closed");
        }
        MemorySegment message = arena.allocate(MESSAGE_SIZE, Long.BYTES);
        message.set(JAVA_SHORT, 0, (short) address);
        message.set(JAVA_SHORT, MESSAGE_FLAGS, flags);
        message.set(JAVA_SHORT, MESSAGE_LENGTH, (short) bytes.byteSize());
        message.set(ADDRESS, MESSAGE_BYTES, bytes);
        MemorySegment transfer = arena.allocate(16, Long.BYTES);
        transfer.set(ADDRESS, 0, message);
        transfer.set(JAVA_INT, 8, 1);
        try {
            LibC.ioctl(descriptor, TRANSFER, transfer);
        } catch (Refused refused) {
            throw new IOException(String.format("%s: the device at 0x%02x does not answer: %s", name, address,
                    refused.reason()), refused);
        }
    }

    private static String present(Path devices) {
        List<String> buses = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(devices, "i2c-[0-9]*")) {
            found.forEach(bus -> buses.add(bus.getFileName().toString().substring("i2c-".length())));
        } catch (IOException unreadable) {
            // as if there were none
        }
        buses.sort(null);
        return buses.isEmpty()
                ? "this machine shows none: on a Raspberry Pi, sudo raspi-config nonint do_i2c 0 turns it on"
                : "allowed: " + String.join(", ", buses);
    }
}
