package org.amends.kiosk.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import org.amends.kiosk.platform.LibC.Refused;

/**
 * A serial port at 115,200 bits a second, 8 bits, no parity, one stop bit, every byte as it is; no call waits longer than it
 * is told. For one thread at a time.
 */
public final class SerialPort implements AutoCloseable {

    private final Path path;
    private final int descriptor;
    private boolean closed;

    private SerialPort(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * Opens a port.
     *
     * @param  path          such as {@code /dev/ttyS0}
     * @throws DeviceRefused if it is not there, is none, or this user may not use it
     */
    public static SerialPort open(Path path) {
        SerialPort port = new SerialPort(path,
                DeviceAccess.open(path, "dialout", "tty*", LibC.O_NOCTTY | LibC.O_NONBLOCK));
        try {
            LibC.setRaw(port.descriptor, LibC.B115200);
            return port;
        } catch (Refused notAPort) {
            port.close();
            throw new DeviceRefused(path + " is no serial port: " + notAPort.reason(), notAPort);
        }
    }

    /**
     * Reads what has come, or comes within a time.
     *
     * @return             how many bytes; 0 if none came
     * @throws IOException if the port is gone
     */
    public int read(byte[] into, Duration atMost) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            if (!isReady(LibC.POLLIN, atMost)) {
                return 0;
            }
            MemorySegment bytes = arena.allocate(into.length);
            int length = LibC.read(descriptor, bytes);
            if (length == 0) {
                throw new IOException(path + ": the port is gone"); // ready, and yet at its end
            }
            MemorySegment.copy(bytes, JAVA_BYTE, 0, into, 0, length);
            return length;
        } catch (Refused refused) {
            notNow(refused);
            return 0;
        }
    }

    /**
     * Writes all of it.
     *
     * @throws IOException if the port is gone, or does not take it within the time
     */
    public void write(byte[] bytes, Duration atMost) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocateFrom(JAVA_BYTE, bytes);
            long end = System.nanoTime() + atMost.toNanos();
            for (long sent = 0; sent < bytes.length;) {
                if (!isReady(LibC.POLLOUT, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    throw new IOException(path + ": the port takes nothing");
                }
                try {
                    sent += LibC.write(descriptor, all.asSlice(sent));
                } catch (Refused refused) {
                    notNow(refused);
                }
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibC.close(descriptor);
        }
    }

    private boolean isReady(short event, Duration atMost) throws IOException {
        if (closed) {
            throw new IOException(path + ": the port is closed");
        }
        try {
            return LibC.await(descriptor, event, Math.clamp(atMost.toMillis(), 0, Integer.MAX_VALUE));
        } catch (Refused refused) {
            notNow(refused);
            return false;
        }
    }

    /** Returns where the call is only to be made again. */
    private void notNow(Refused refused) throws IOException {
        if (refused.errno() != LibC.EAGAIN && refused.errno() != LibC.EINTR) {
            throw new IOException(path + ": the port is gone: " + refused.reason(), refused);
        }
    }
}
