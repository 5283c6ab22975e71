package org.amends.kiosk.platform;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.amends.kiosk.platform.LibC.Refused;

/**
 * A GPIO chip by the kernel's character device, version 2 of its interface (Linux 5.10 and newer): lines in with every edge and
 * the kernel's time of it, lines out. The kernel filters nothing.
 */
public final class GpioChip implements AutoCloseable {

    /** The resistor inside the chip. Chips that have none ignore what is asked: the kernel does not tell. */
    public enum Bias {
        UP(1 << 8), DOWN(1 << 9), NONE(1 << 10);

        private final long flag;

        Bias(long flag) {
            this.flag = flag;
        }
    }

    /** Is told the levels of one line. */
    public interface LevelListener {

        /**
         * The line has this level.
         *
         * @param nanos since when, by {@link System#nanoTime}
         */
        void level(boolean high, long nanos);
    }

    /** A line in. From when it was taken, the kernel keeps its edges. */
    public interface Input extends AutoCloseable {

        /**
         * Tells the present level first, then each edge in its order, on the one thread of this chip, which the listener must
         * not hold up. To be called once.
         */
        void listen(LevelListener listener);

        /** Its level now. */
        boolean isHigh() throws IOException;

        /** Whether its edges still arrive; a chip on a cable can go. */
        boolean isHeard();

        /** Lets go of it; the listener is told nothing more once this has returned. */
        @Override
        void close();
    }

    /** A line out. */
    public interface Output extends AutoCloseable {

        /** Sets its level. */
        void set(boolean high) throws IOException;

        /** Lets go of it; most chips leave its level as it is. */
        @Override
        void close();
    }

    // The numbers and structures of linux/gpio.h, version 2. Fields by their offsets in bytes.
    private static final int NAME_SIZE = 32;
    private static final int CHIP_LABEL = 32;
    private static final int CHIP_LINES = 64;
    private static final int CHIP_SIZE = 68;
    private static final int LINE_CONSUMER = 32;
    private static final int LINE_NUMBER = 64;
    private static final int LINE_SIZE = 256;
    private static final int REQUEST_CONSUMER = 256;
    private static final int REQUEST_FLAGS = 288;
    private static final int REQUEST_ATTRIBUTES = 296;
    private static final int REQUEST_FIRST_ATTRIBUTE = 320;
    private static final int REQUEST_LINES = 560;
    private static final int REQUEST_EVENTS = 564;
    private static final int REQUEST_DESCRIPTOR = 588;
    private static final int REQUEST_SIZE = 592;
    private static final int VALUES_SIZE = 16;

    private static final long GET_CHIP = LibC.request(false, true, CHIP_SIZE, 0xB4, 0x01);
    private static final long GET_LINE_INFO = LibC.request(true, true, LINE_SIZE, 0xB4, 0x05);
    private static final long GET_LINE = LibC.request(true, true, REQUEST_SIZE, 0xB4, 0x07);
    private static final long GET_VALUES = LibC.request(true, true, VALUES_SIZE, 0xB4, 0x0E);
    private static final long SET_VALUES = LibC.request(true, true, VALUES_SIZE, 0xB4, 0x0F);

    private static final long INPUT = 1 << 2;
    private static final long OUTPUT = 1 << 3;
    private static final long RISING = 1 << 4;
    private static final long FALLING = 1 << 5;
    private static final int OUTPUT_VALUES = 2;

    /** As many as the kernel keeps for one line: half a second of the worst chatter without a reader. */
    private static final int EVENTS_KEPT = 1024;

    /** What others read when they ask who holds a line. */
    private static final String CONSUMER = "amends";
    private static final Path DEVICES = Path.of("/dev");

    private final int descriptor;
    private final String name;
    private final String label;
    private final int lines;
    private final GpioReader reader;

    private GpioChip(int descriptor, String name, String label, int lines) {
        this.descriptor = descriptor;
        this.name = name;
        this.label = label;
        this.lines = lines;
        this.reader = new GpioReader(name);
    }

    /**
     * Opens a chip.
     *
     * @param  anyOf         what it may be called, the first that is there counts: its name, as {@code gpiochip0}; its label, as
     *                       {@code pinctrl-bcm2711}, which stays when names change; or the path of its device
     * @throws DeviceRefused if there is no such chip, or this user may not open it
     */
    public static GpioChip open(List<String> anyOf) {
        return open(anyOf, DEVICES);
    }

    static GpioChip open(List<String> anyOf, Path devices) {
        for (String asked : anyOf) {
            Path named = devices.resolve(asked);
            if (Files.exists(named)) {
                return openDevice(named);
            }
        }
        List<String> present = new ArrayList<>();
        for (Path device : chips(devices)) {
            GpioChip chip = openDevice(device);
            if (anyOf.contains(chip.label)) {
                return chip;
            }
            present.add(chip.toString());
            chip.close();
        }
        throw new DeviceRefused("there is no GPIO chip \"" + String.join("\" or \"", anyOf) + "\"; "
                + (present.isEmpty()
                        ? "this machine shows none: a Raspberry Pi or a board with a GPIO driver is needed"
                        : "allowed: " + String.join(", ", present)));
    }

    /** What the kernel calls it, as {@code gpiochip0}. */
    public String name() {
        return name;
    }

    /** What its driver calls it, as {@code pinctrl-bcm2711}. */
    public String label() {
        return label;
    }

    /** Whether it is still there: one on a cable can go, and what was opened never comes back. */
    public boolean isThere() {
        try (Arena arena = Arena.ofConfined()) {
            LibC.ioctl(descriptor, GET_CHIP, arena.allocate(CHIP_SIZE, Integer.BYTES));
            return true;
        } catch (Refused gone) {
            return false;
        }
    }

    /** The number of its lines, which count from 0. */
    public int lines() {
        return lines;
    }

    /**
     * Takes a line for input.
     *
     * @throws DeviceRefused if there is no such line, or it is in use
     */
    public Input input(int line, Bias bias) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = request(arena, line, INPUT | RISING | FALLING | bias.flag);
            request.set(JAVA_INT, REQUEST_EVENTS, EVENTS_KEPT);
            return reader.input(line, taken(line, request));
        }
    }

    /**
     * Takes a line for output, which has the level at once.
     *
     * @throws DeviceRefused if there is no such line, or it is in use
     */
    public Output output(int line, boolean high) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = request(arena, line, OUTPUT);
            request.set(JAVA_INT, REQUEST_ATTRIBUTES, 1);
            request.set(JAVA_INT, REQUEST_FIRST_ATTRIBUTE, OUTPUT_VALUES);
            request.set(JAVA_LONG, REQUEST_FIRST_ATTRIBUTE + 8, high ? 1 : 0);
            request.set(JAVA_LONG, REQUEST_FIRST_ATTRIBUTE + 16, 1); // the first of the lines asked for, and only that
            return new Driven(line, taken(line, request));
        }
    }

    /** Lets go of every line that is watched, and of the chip. Lines out are let go of one by one. */
    @Override
    public void close() {
        reader.close();
        LibC.close(descriptor);
    }

    /** As a technician knows it. */
    @Override
    public String toString() {
        return name + " (" + label + ", lines 0 to " + (lines - 1) + ")";
    }

    /** The level of a line that is taken, by its descriptor. */
    static boolean level(int line) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(VALUES_SIZE, Long.BYTES);
            values.set(JAVA_LONG, Long.BYTES, 1);
            LibC.ioctl(line, GET_VALUES, values);
            return (values.get(JAVA_LONG, 0) & 1) == 1;
        }
    }

    private static MemorySegment request(Arena arena, int line, long flags) {
        MemorySegment request = arena.allocate(REQUEST_SIZE, Long.BYTES);
        request.set(JAVA_INT, 0, line);
        request.setString(REQUEST_CONSUMER, CONSUMER);
        request.set(JAVA_LONG, REQUEST_FLAGS, flags);
        request.set(JAVA_INT, REQUEST_LINES, 1);
        return request;
    }

    private int taken(int line, MemorySegment request) {
        if (line < 0 || line >= lines) {
            throw new DeviceRefused(name + " has no line " + line + "; allowed: 0 to " + (lines - 1));
        }
        try {
            LibC.ioctl(descriptor, GET_LINE, request);
            return request.get(JAVA_INT, REQUEST_DESCRIPTOR);
        } catch (Refused refused) {
            if (refused.errno() == LibC.EBUSY) {
                throw new DeviceRefused("line " + line + " of " + name + " is in use" + byWhom(line)
                        + "; wire another line, or stop what holds this one", refused);
            }
            throw new DeviceRefused("line " + line + " of " + name + " cannot be had: " + refused.reason(), refused);
        }
    }

    private String byWhom(int line) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(LINE_SIZE, Long.BYTES);
            info.set(JAVA_INT, LINE_NUMBER, line);
            LibC.ioctl(descriptor, GET_LINE_INFO, info);
            String consumer = text(info, LINE_CONSUMER);
            return consumer.isEmpty() ? "" : " by \"" + consumer + "\"";
        } catch (Refused untold) {
            return "";
        }
    }

    private static List<Path> chips(Path devices) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> chips = Files.newDirectoryStream(devices, "gpiochip*")) {
            chips.forEach(found::add);
        } catch (IOException unreadable) {
            throw new DeviceRefused(devices + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        found.sort(null);
        return found;
    }

    private static GpioChip openDevice(Path device) {
        int descriptor = DeviceAccess.open(device, "gpio", "gpiochip*", 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(CHIP_SIZE, Integer.BYTES);
            LibC.ioctl(descriptor, GET_CHIP, info);
            return new GpioChip(descriptor, text(info, 0), text(info, CHIP_LABEL), info.get(JAVA_INT, CHIP_LINES));
        } catch (Refused refused) {
            LibC.close(descriptor);
            throw new DeviceRefused(device + " is no GPIO chip: " + refused.reason(), refused);
        }
    }

    private static String text(MemorySegment structure, long offset) {
        return structure.asSlice(offset, NAME_SIZE).getString(0, StandardCharsets.UTF_8);
    }

    /** A line out by its own descriptor. */
    private final class Driven implements Output {

        private final int line;
        private final int driven;
        private boolean closed;

        private Driven(int line, int driven) {
            this.line = line;
            this.driven = driven;
        }

        @Override
        public synchronized void set(boolean high) throws IOException {
            if (closed) {
                throw new IOException("line " + line + " of " + name + " was let go of");
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment values = arena.allocate(VALUES_SIZE, Long.BYTES);
                values.set(JAVA_LONG, 0, high ? 1 : 0);
                values.set(JAVA_LONG, Long.BYTES, 1);
                LibC.ioctl(driven, SET_VALUES, values);
            } catch (Refused refused) {
                throw new IOException("line " + line + " of " + name + " cannot be set: " + refused.reason(), refused);
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                LibC.close(driven);
            }
        }
    }
}
