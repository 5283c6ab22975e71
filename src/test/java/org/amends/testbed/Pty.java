package org.amends.testbed;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** A pseudo-terminal: a serial port of the kernel whose other end is held here. */
public final class Pty implements AutoCloseable {

    /** For reading and writing, not as the terminal of this process. */
    private static final int FLAGS = 2 | 0400;
    private static final short POLL_IN = 1;

    private final int file;
    private final Path port;

    private Pty(int file, Path port) {
        this.file = file;
        this.port = port;
    }

    /** Makes one. */
    public static Pty open() {
        try {
            int file = (int) call("posix_openpt", JAVA_INT, JAVA_INT).invokeExact(FLAGS);
            int unlocked = (int) call("unlockpt", JAVA_INT, JAVA_INT).invokeExact(file);
            MemorySegment name = (MemorySegment) call("ptsname", ADDRESS, JAVA_INT).invokeExact(file);
            if (file < 0 || unlocked != 0) {
                throw new IllegalStateException("this machine gives no pseudo-terminal");
            }
            return new Pty(file, Path.of(text(name)));
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    @SuppressWarnings("restricted")
    private static String text(MemorySegment name) {
        return name.reinterpret(256).getString(0);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /** The port that a program opens. */
    public Path port() {
        return port;
    }

    /** What the program has said, within so many milliseconds; empty if nothing. */
    public byte[] read(int millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(8, 4);
            poll.set(JAVA_INT, 0, file);
            poll.set(JAVA_SHORT, 4, POLL_IN);
            int ready = (int) call("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT).invokeExact(poll, 1L, millis);
            if (ready <= 0 || (poll.get(JAVA_SHORT, 6) & POLL_IN) == 0) {
                return new byte[0];
            }
            MemorySegment bytes = arena.allocate(512);
            long length = (long) call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG).invokeExact(file, bytes, 512L);
            return bytes.asSlice(0, Math.max(0, length)).toArray(JAVA_BYTE);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Says something to the program. */
    public void write(byte[] said) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, said);
            long _ = (long) call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG).invokeExact(file, bytes,
                    (long) said.length);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        try {
            int _ = (int) call("close", JAVA_INT, JAVA_INT).invokeExact(file);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
