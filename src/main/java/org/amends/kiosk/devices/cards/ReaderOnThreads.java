package org.amends.kiosk.devices.cards;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What every reader that works on threads of its own needs: somebody to tell, pauses that end with it, and an end. */
abstract class ReaderOnThreads implements CardReader {

    private Consumer<CardEvent> listener = _ -> {
    };
    private boolean closed;

    @Override
    public final synchronized void start(Consumer<CardEvent> to) {
        listener = to;
        begin();
    }

    /** Starts the threads; the lock is held. */
    abstract void begin();

    final synchronized void tell(CardEvent event) {
        if (!closed) {
            listener.accept(event);
        }
    }

    final synchronized boolean isClosed() {
        return closed;
    }

    /** Waits, or comes back at once where the reader is closed. */
    final synchronized void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The threads that are at work; asked once nothing is told any more, with the lock held. */
    abstract List<Thread> threads();

    /** Ends all pauses, and waits for the threads together for so long at the most. */
    final void end(Duration longest) {
        List<Thread> threads;
        synchronized (this) {
            closed = true;
            notifyAll();
            threads = threads();
        }
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (Thread thread : threads.stream().filter(Thread::isAlive).toList()) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
