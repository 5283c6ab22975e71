package org.amends.kiosk.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The few calls of the C library that devices are reached by. Numbers are Linux's, the same on x86-64 and arm64. */
final class LibC {

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int ENOTTY = 25;

    /** Not as the terminal of this process, and no call waits; of open, beside what every device is opened with. */
    static final int O_NOCTTY = 0400;
    static final int O_NONBLOCK = 04000;
    static final short POLLIN = 1;
    static final short POLLOUT = 4;
    /** To {@link #poll}: until something happens. */
    static final int FOR_EVER = -1;
    /** To {@link #setRaw}: 115,200 bits a second, as termios.h names it. */
    static final int B115200 = 010002;

    /** More than any Linux' struct termios. */
    private static final long TERMIOS_SIZE = 256;
    private static final int TCSANOW = 0;
    private static final int POLLED_SIZE = 8;
    private static final int POLLED_EVENTS = 4;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int EFD_CLOEXEC = 0x80000;

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL = call("ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ = call("read",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE = call("write",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle POLL = call("poll",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle EVENTFD = call("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle TCGETATTR = call("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle TCSETATTR = call("tcsetattr",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CFSETSPEED = call("cfsetspeed", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CFMAKERAW = call("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle STRERROR = strerror();

    private LibC() {
    }

    /** A call that the kernel refused. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        private final int errno;

        Refused(String call, int errno) {
            super(call + ": " + reason(errno));
            this.errno = errno;
        }

        /** The kernel's number for why. */
        int errno() {
            return errno;
        }

        /** The same in English, such as "Device or resource busy". */
        String reason() {
            return reason(errno);
        }

        private static String reason(int errno) {
            try {
                return ((MemorySegment) STRERROR.invokeExact(errno)).getString(0);
            } catch (Throwable failed) {
                throw surprise(failed);
            }
        }
    }

    /**
     * Opens a device for reading and writing; it is closed in child processes.
     *
     * @param flags of {@link #O_NOCTTY} and {@link #O_NONBLOCK}, or 0
     */
    static int open(Path device, int flags) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int descriptor = (int) OPEN.invokeExact(state, arena.allocateFrom(device.toString()),
                    O_RDWR | O_CLOEXEC | flags);
            return checked("open", state, descriptor);
        } catch (Throwable failed) {
            throw refusedOrSurprise(failed);
        }
    }

    /** Closes a descriptor. What the kernel says to it changes nothing: the descriptor is gone. */
    static void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(arena.allocate(CALL_STATE), descriptor);
        } catch (Throwable failed) {
            throw surprise(failed);
        }
    }

    /** Asks a driver for what its request number stands for. */
    static int ioctl(int descriptor, long request, MemorySegment argument) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return checked("ioctl", state, (int) IOCTL.invokeExact(state, descriptor, request, argument));
        } catch (Throwable failed) {
            throw refusedOrSurprise(failed);
        }
    }

    /**
     * Reads what is there, waiting for a first byte.
     *
     * @return the number of bytes
     */
    static int read(int descriptor, MemorySegment into) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            long length = (long) READ.invokeExact(state, descriptor, into, into.byteSize());
            return checked("read", state, (int) length);
        } catch (Throwable failed) {
            throw refusedOrSurprise(failed);
        }
    }

    /**
     * Waits until one of the descriptors has something to tell; a signal ends it early.
     *
     * @param  millis at most, or {@link #FOR_EVER}
     * @return        whether one has
     */
    static boolean poll(MemorySegment descriptors, int count, int millis) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int ready = (int) POLL.invokeExact(state, descriptors, (long) count, millis);
            if (ready < 0 && (int) ERRNO.get(state, 0L) != EINTR) {
                checked("poll", state, ready);
            }
            return ready > 0;
        } catch (Throwable failed) {
            throw refusedOrSurprise(failed);
        }
    }

    /** A descriptor that has nothing to tell until {@link #wake}. */
    static int wakeable() throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return checked("eventfd", state, (int) EVENTFD.invokeExact(state, 0, EFD_CLOEXEC));
        } catch (Throwable failed) {
            throw refusedOrSurprise(failed);
        }
    }

    /** Ends a {@link #poll} that waits for this descriptor among others, now or when it begins. */
    static void wake(int wakeable) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            write(wakeable, arena.allocateFrom(JAVA_LONG, 1));
        }
    }

    /**
     * Writes some of it.
     *
     * @return the number of bytes
     */
    static int write(int descriptor, MemorySegment bytes) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return checked("write", state, (int) (long) WRITE.invokeExact(state, descriptor, bytes, bytes.byteSize()));
        } catch (Throwable failed) {
            throw refusedOrSurprise(failed);
        }
    }

    /** Waits as {@link #poll} for one descriptor and one kind of event. */
    static boolean await(int descriptor, short event, int millis) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate(POLLED_SIZE, Integer.BYTES);
            polled.set(JAVA_INT, 0, descriptor);
            polled.set(JAVA_SHORT, POLLED_EVENTS, event);
            return poll(polled, 1, millis);
        }
    }

    /** Makes a serial port pass every byte as it is: 8 bits, no parity, one stop bit. */
    static void setRaw(int descriptor, int speed) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            MemorySegment attributes = arena.allocate(TERMIOS_SIZE);
            checked("tcgetattr", state, (int) TCGETATTR.invokeExact(state, descriptor, attributes));
            CFMAKERAW.invokeExact(state, attributes);
            checked("cfsetspeed", state, (int) CFSETSPEED.invokeExact(state, attributes, speed));
            checked("tcsetattr", state, (int) TCSETATTR.invokeExact(state, descriptor, TCSANOW, attributes));
        } catch (Throwable failed) {
            throw refusedOrSurprise(failed);
        }
    }

    /** The number of an ioctl that hands over a structure: direction, size, the driver's letter, and which of its own. */
    static long request(boolean in, boolean out, long size, int letter, int number) {
        return (out ? 1L << 31 : 0) | (in ? 1L << 30 : 0) | size << 16 | (long) letter << 8 | number;
    }

    @SuppressWarnings("restricted") // the signatures above are those of the C library's manual pages
    private static MethodHandle call(String name, FunctionDescriptor function, Linker.Option... more) {
        List<Linker.Option> options = new ArrayList<>(List.of(more));
        options.add(Linker.Option.captureCallState("errno"));
        return Linker.nativeLinker().downcallHandle(symbol(name), function, options.toArray(Linker.Option[]::new));
    }

    private static MemorySegment symbol(String name) {
        return Linker.nativeLinker().defaultLookup().find(name)
                .orElseThrow(() -> new IllegalStateException("the C library has no " + name));
    }

    @SuppressWarnings("restricted") // it gives a text that ends in a zero
    private static MethodHandle strerror() {
        AddressLayout text = ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Long.MAX_VALUE, JAVA_BYTE));
        return Linker.nativeLinker().downcallHandle(symbol("strerror"), FunctionDescriptor.of(text, JAVA_INT));
    }

    private static int checked(String call, MemorySegment state, int result) throws Refused {
        if (result < 0) {
            throw new Refused(call, (int) ERRNO.get(state, 0L));
        }
        return result;
    }

    /** Method handles declare Throwable; what comes is a refusal or a fault of this program. */
    private static Refused refusedOrSurprise(Throwable failed) {
        if (failed instanceof Refused refused) {
            return refused;
        }
        throw surprise(failed);
    }

    private static RuntimeException surprise(Throwable failed) {
        if (failed instanceof Error error) {
            throw error;
        }
        return failed instanceof RuntimeException fault ? fault : new IllegalStateException(failed);
    }
}
