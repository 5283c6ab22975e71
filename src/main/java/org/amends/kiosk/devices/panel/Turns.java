package org.amends.kiosk.devices.panel;

import java.util.OptionalLong;
import java.util.concurrent.Executor;

/** What runs on one thread, and what time it is there. */
interface Turns extends Executor, AutoCloseable {

    /** As {@link System#nanoTime}. */
    long nanos();

    /** Runs a task at a time, or never, in place of the one that was to run before. To be called within a task. */
    void wakeAt(OptionalLong nanos, Runnable task);

    /** Runs what was handed over, and nothing more. */
    @Override
    void close();
}
