package org.amends.kiosk.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The middleware of card readers: libpcsclite, which speaks to pcscd.
 *
 * <p>It is called directly because {@code javax.smartcardio} cannot outlive its daemon: it holds one context for the whole
 * program, has no call to release it, and answers "no service" for ever once pcscd was restarted; what resets it by reflection
 * leaves a socket behind each time. Here a context belongs to who opened it.
 *
 * <p>All words of the interface are {@code long} in C, 64 bits on every Linux that Java 25 runs on.
 */
public final class PcscLite {

    private static final String LIBRARY = "libpcsclite.so.1";

    private static final long SCOPE_SYSTEM = 2;
    private static final long SHARED = 2;
    private static final long ANY_PROTOCOL = 3;
    private static final long LEAVE_CARD = 0;
    private static final long CHANGED = 2;
    /** The name that stands for readers coming and going. */
    private static final String ANY_READER = "\\\\?PnP?\\Notification";

    /** SCARD_READERSTATE: name, user data, current state, event state, length of the ATR, ATR of up to 33 bytes. */
    private static final MemoryLayout READER_STATE = MemoryLayout.structLayout(ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG,
            JAVA_LONG, MemoryLayout.sequenceLayout(33, JAVA_BYTE), MemoryLayout.paddingLayout(7));
    private static final long CURRENT = 16;
    private static final long EVENT = 24;
    private static final long ATR_LENGTH = 32;
    private static final long ATR = 40;
    private static final int LONGEST_ATR = 33;

    /** The longest answer of a short command: 256 bytes and the status. */
    private static final int LONGEST_ANSWER = 258;

    private final MethodHandle establish;
    private final MethodHandle release;
    private final MethodHandle listReaders;
    private final MethodHandle statusChange;
    private final MethodHandle connect;
    private final MethodHandle transmit;
    private final MethodHandle disconnect;

    private PcscLite(SymbolLookup library) {
        establish = call(library, "SCardEstablishContext", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
        release = call(library, "SCardReleaseContext", JAVA_LONG);
        listReaders = call(library, "SCardListReaders", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
        statusChange = call(library, "SCardGetStatusChange", JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
        connect = call(library, "SCardConnect", JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
        transmit = call(library, "SCardTransmit", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
        disconnect = call(library, "SCardDisconnect", JAVA_LONG, JAVA_LONG);
    }

    /** The library of this machine, or empty where it is not installed (Debian: libpcsclite1). */
    @SuppressWarnings("restricted") // the one way to a library's functions
    public static Optional<PcscLite> load() {
        try {
            return Optional.of(new PcscLite(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
        } catch (IllegalArgumentException absent) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(SymbolLookup library, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_LONG, arguments));
    }

    /**
     * A conversation with the daemon, for one thread at a time.
     *
     * @throws PcscTrouble if the daemon is not there
     */
    public Context open() throws PcscTrouble {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment context = arena.allocate(JAVA_LONG);
            check("SCardEstablishContext", () -> (long) establish.invokeExact(SCOPE_SYSTEM, MemorySegment.NULL,
                    MemorySegment.NULL, context));
            return new Context(context.get(JAVA_LONG, 0));
        }
    }

    /**
     * What stands in a reader.
     *
     * @param reader its name as the daemon gives it
     * @param state  as the daemon counts it; 0 for not known yet
     * @param atr    what the card answered when it got power, in hexadecimal; empty without a card
     */
    public record Slot(String reader, long state, String atr) {

        /** A reader of which nothing is known yet. */
        public static Slot unknown(String reader) {
            return new Slot(reader, 0, "");
        }

        /** Whether there is a card. */
        public boolean isPresent() {
            return (state & 0x20) != 0;
        }

        /** Whether the reader can be used. */
        public boolean isThere() {
            return (state & 0x0C) == 0;
        }

        /** Counts cards coming and going, so that a change too quick to be seen is known of all the same. */
        public int changes() {
            return (int) (state >>> 16) & 0xFFFF;
        }
    }

    /** A conversation with the daemon. */
    public final class Context implements AutoCloseable {

        private final long handle;

        private Context(long handle) {
            this.handle = handle;
        }

        /** The names of the readers that are plugged in. */
        public List<String> readers() throws PcscTrouble {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment length = arena.allocate(JAVA_LONG);
                long needed = code(() -> (long) listReaders.invokeExact(handle, MemorySegment.NULL, MemorySegment.NULL,
                        length));
                if (needed == PcscTrouble.NO_READERS) {
                    return List.of();
                }
                check("SCardListReaders", () -> needed);
                MemorySegment names = arena.allocate(length.get(JAVA_LONG, 0) + 1);
                // A reader that came in between makes the list longer than the room: the next look finds it.
                check("SCardListReaders", () -> (long) listReaders.invokeExact(handle, MemorySegment.NULL, names, length));
                return Arrays.stream(new String(names.toArray(JAVA_BYTE), StandardCharsets.UTF_8).split("\0"))
                        .filter(name -> !name.isEmpty()).toList();
            }
        }

        /**
         * Waits until a reader or its card is no longer as known, or a reader comes or goes.
         *
         * @param  atMost how long, at least a millisecond
         * @return        the readers as they are now
         */
        public List<Slot> await(List<Slot> known, Duration atMost) throws PcscTrouble {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment states = arena.allocate(READER_STATE, known.size() + 1);
                for (int i = 0; i <= known.size(); i++) {
                    MemorySegment state = at(states, i);
                    state.set(ADDRESS, 0, arena.allocateFrom(i < known.size() ? known.get(i).reader() : ANY_READER));
                    state.set(JAVA_LONG, CURRENT, i < known.size() ? known.get(i).state() : (long) known.size() << 16);
                }
                long code = code(() -> (long) statusChange.invokeExact(handle, atMost.toMillis(), states,
                        known.size() + 1L));
                if (code == PcscTrouble.TIMEOUT) {
                    return known;
                }
                check("SCardGetStatusChange", () -> code);
                List<Slot> now = new ArrayList<>();
                for (int i = 0; i < known.size(); i++) {
                    now.add(slot(known.get(i).reader(), at(states, i)));
                }
                return now;
            }
        }

        private static Slot slot(String reader, MemorySegment state) {
            long length = Math.clamp(state.get(JAVA_LONG, ATR_LENGTH), 0, LONGEST_ATR);
            // Without the mark "changed", which is no part of what is known.
            return new Slot(reader, state.get(JAVA_LONG, EVENT) & ~CHANGED,
                    HexFormat.of().formatHex(state.asSlice(ATR, length).toArray(JAVA_BYTE)));
        }

        private static MemorySegment at(MemorySegment states, int i) {
            return states.asSlice(i * READER_STATE.byteSize(), READER_STATE.byteSize());
        }

        /** Begins to speak with the card in a reader. */
        public Card connect(String reader) throws PcscTrouble {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment card = arena.allocate(JAVA_LONG);
                MemorySegment protocol = arena.allocate(JAVA_LONG);
                MemorySegment name = arena.allocateFrom(reader);
                check("SCardConnect", () -> (long) connect.invokeExact(handle, name, SHARED, ANY_PROTOCOL, card, protocol));
                return new Card(card.get(JAVA_LONG, 0), protocol.get(JAVA_LONG, 0));
            }
        }

        /** Gives back the socket to the daemon, be it there or not. */
        @Override
        public void close() {
            code(() -> (long) release.invokeExact(handle));
        }
    }

    /** A card that is spoken with. */
    public final class Card implements AutoCloseable {

        private final long handle;
        private final long protocol;

        private Card(long handle, long protocol) {
            this.handle = handle;
            this.protocol = protocol;
        }

        /**
         * Sends a command.
         *
         * @param  command a short one of ISO 7816-4
         * @return         the answer, its status last
         */
        public byte[] transmit(byte[] command) throws PcscTrouble {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment header = arena.allocateFrom(JAVA_LONG, protocol, 2 * JAVA_LONG.byteSize());
                MemorySegment sent = arena.allocateFrom(JAVA_BYTE, command);
                MemorySegment answer = arena.allocate(LONGEST_ANSWER);
                MemorySegment length = arena.allocateFrom(JAVA_LONG, LONGEST_ANSWER);
                check("SCardTransmit", () -> (long) transmit.invokeExact(handle, header, sent, (long) command.length,
                        MemorySegment.NULL, answer, length));
                return answer.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
            }
        }

        /** Ends the conversation; the card stays as it is, so that it is not taken for one that came anew. */
        @Override
        public void close() {
            code(() -> (long) disconnect.invokeExact(handle, LEAVE_CARD));
        }
    }

    private static void check(String name, Call call) throws PcscTrouble {
        long code = code(call);
        if (code != 0) {
            throw new PcscTrouble(name, code);
        }
    }

    private static long code(Call call) {
        try {
            return call.run() & 0xFFFFFFFFL;
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed); // a native call declares everything and throws nothing
        }
    }

    @FunctionalInterface
    private interface Call {
        long run() throws Throwable;
    }
}
