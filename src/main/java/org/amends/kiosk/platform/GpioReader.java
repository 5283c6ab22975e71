package org.amends.kiosk.platform;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.amends.kiosk.platform.GpioChip.Input;
import org.amends.kiosk.platform.GpioChip.LevelListener;
import org.amends.kiosk.platform.LibC.Refused;

/** The one thread that waits for the edges of a chip's lines and tells them in their order. */
final class GpioReader implements AutoCloseable {

    private static final Logger LOG = System.getLogger(GpioReader.class.getName());

    // struct gpio_v2_line_event and struct pollfd
    private static final int EVENT_NANOS = 0;
    private static final int EVENT_KIND = 8;
    private static final int EVENT_NUMBER = 20;
    private static final int EVENT_SIZE = 48;
    private static final int RISING = 1;
    private static final int POLL_SIZE = 8;
    private static final int POLL_ASKED = 4;
    private static final int POLL_FOUND = 6;

    private static final int EVENTS_AT_ONCE = 256;

    /** A level to be told. */
    private record Told(Watched line, boolean high, long nanos) {
    }

    private final String chip;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final Object starting = new Object();
    private Thread thread;
    private int wakeable = -1;
    private volatile boolean closing;

    GpioReader(String chip) {
        this.chip = chip;
    }

    /** A line that is heard once somebody listens. */
    Input input(int line, int descriptor) {
        return new Watched(line, descriptor);
    }

    private void add(Watched line) {
        synchronized (starting) {
            if (thread == null) {
                try {
                    wakeable = LibC.wakeable();
                } catch (Refused refused) {
                    throw new DeviceRefused(chip + " cannot be watched: " + refused.getMessage(), refused);
                }
                thread = Thread.ofPlatform().daemon().name(chip).start(this::run);
            } else if (wakeable < 0) {
                throw new DeviceRefused(chip + " is closed or gone");
            }
            watched.add(line);
        }
        wake();
    }

    @Override
    public void close() {
        synchronized (starting) {
            closing = true;
            if (thread == null) {
                return;
            }
        }
        wake();
        if (Thread.currentThread() != thread) {
            join();
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate((long) EVENTS_AT_ONCE * EVENT_SIZE, Long.BYTES);
            while (!closing) {
                listen(events);
            }
        } catch (Refused refused) {
            LOG.log(Level.ERROR, chip + " can be heard no more: " + refused.getMessage());
        } finally {
            synchronized (starting) {
                LibC.close(wakeable);
                wakeable = -1;
                watched.forEach(Watched::letGo);
            }
        }
    }

    /** One turn: lets go of lines nobody wants, waits, and tells what came. */
    private void listen(MemorySegment events) throws Refused {
        List<Told> told = new ArrayList<>();
        List<Watched> present = new ArrayList<>();
        for (Watched line : watched) {
            if (line.unwanted) {
                watched.remove(line);
                line.letGo();
            } else {
                line.tellFirst(told);
                present.add(line);
            }
        }
        if (told.isEmpty()) {
            readWhatComes(present, events, told);
        }
        told.sort(Comparator.comparingLong(Told::nanos));
        told.forEach(Watched::tell);
    }

    private void readWhatComes(List<Watched> present, MemorySegment events, List<Told> told) throws Refused {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate((long) POLL_SIZE * (present.size() + 1), Integer.BYTES);
            poll(polled, 0, wakeable);
            for (int i = 0; i < present.size(); i++) {
                poll(polled, i + 1, present.get(i).descriptor);
            }
            LibC.poll(polled, present.size() + 1, LibC.FOR_EVER);
            if (found(polled, 0)) {
                LibC.read(wakeable, arena.allocate(JAVA_LONG));
            }
            for (int i = 0; i < present.size(); i++) {
                if (found(polled, i + 1)) {
                    present.get(i).read(events, told);
                }
            }
        }
    }

    private static void poll(MemorySegment polled, int at, int descriptor) {
        polled.set(JAVA_INT, (long) at * POLL_SIZE, descriptor);
        polled.set(JAVA_SHORT, (long) at * POLL_SIZE + POLL_ASKED, LibC.POLLIN);
    }

    private static boolean found(MemorySegment polled, int at) {
        return polled.get(JAVA_SHORT, (long) at * POLL_SIZE + POLL_FOUND) != 0;
    }

    private void wake() {
        synchronized (starting) {
            if (wakeable >= 0) {
                try {
                    LibC.wake(wakeable);
                } catch (Refused refused) {
                    throw new IllegalStateException("the reader of " + chip + " cannot be woken", refused);
                }
            }
        }
    }

    /** One line. All but its flags belongs to the reader's thread. */
    private final class Watched implements Input {

        private final int line;
        private final int descriptor;
        private final CountDownLatch gone = new CountDownLatch(1);
        private LevelListener listener;
        private boolean first = true;
        private int number;
        private volatile boolean unwanted;

        private Watched(int line, int descriptor) {
            this.line = line;
            this.descriptor = descriptor;
        }

        @Override
        public void listen(LevelListener one) {
            listener = one;
            add(this);
        }

        @Override
        public synchronized boolean isHigh() throws IOException {
            if (isGone()) {
                throw new IOException(this + " was let go of");
            }
            try {
                return GpioChip.level(descriptor);
            } catch (Refused refused) {
                throw new IOException(this + " cannot be read: " + refused.reason(), refused);
            }
        }

        /** Asks for the level: the kernel wakes nobody who waits for edges of a chip that has gone. */
        @Override
        public boolean isHeard() {
            try {
                isHigh();
                return true;
            } catch (IOException silent) {
                return false;
            }
        }

        private boolean isGone() {
            return gone.getCount() == 0;
        }

        @Override
        public void close() {
            unwanted = true;
            if (!watched.contains(this)) {
                letGo(); // nobody listened yet, or it is gone already
                return;
            }
            wake();
            if (Thread.currentThread() != thread) {
                try {
                    gone.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /**
         * The level at the start. An edge in between is told as well, with the level that was told already: none is kept back
         * that came later than the time told here.
         */
        private void tellFirst(List<Told> told) {
            if (first) {
                first = false;
                long nanos = System.nanoTime(); // by CLOCK_MONOTONIC, as the kernel's events are
                try {
                    told.add(new Told(this, GpioChip.level(descriptor), nanos));
                } catch (Refused refused) {
                    lose(refused);
                }
            }
        }

        private void read(MemorySegment events, List<Told> told) {
            try {
                int length = LibC.read(descriptor, events);
                int lost = 0;
                for (long at = 0; at + EVENT_SIZE <= length; at += EVENT_SIZE) {
                    int next = events.get(JAVA_INT, at + EVENT_NUMBER);
                    lost += next - number - 1;
                    number = next;
                    told.add(new Told(this, events.get(JAVA_INT, at + EVENT_KIND) == RISING,
                            events.get(JAVA_LONG, at + EVENT_NANOS)));
                }
                if (lost > 0) {
                    // The kernel drops the oldest, so that what is told last is the level that the line has.
                    LOG.log(Level.WARNING, this + ": " + lost + " edges came faster than they were read and are lost");
                }
            } catch (Refused refused) {
                lose(refused);
            }
        }

        private void lose(Refused refused) {
            LOG.log(Level.ERROR, this + " can be heard no more: " + refused.getMessage());
            watched.remove(this);
            letGo();
        }

        private synchronized void letGo() {
            if (!isGone()) {
                LibC.close(descriptor);
                gone.countDown();
            }
        }

        private static void tell(Told told) {
            if (told.line.unwanted) {
                return;
            }
            try {
                told.line.listener.level(told.high, told.nanos);
            } catch (RuntimeException failed) {
                LOG.log(Level.ERROR, told.line + ": what was told was not taken", failed);
            }
        }

        @Override
        public String toString() {
            return "line " + line + " of " + chip;
        }
    }
}
