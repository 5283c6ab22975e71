package org.amends.kiosk;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something on another thread about every second. A timeline of JavaFX's own would keep it painting in between. */
final class EverySecond implements AutoCloseable {

    private final ScheduledExecutorService seconds = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("every second").factory());

    private EverySecond(Executor thread, Runnable work) {
        seconds.scheduleWithFixedDelay(() -> thread.execute(work), 1, 1, TimeUnit.SECONDS);
    }

    /** @param thread where it is done, such as the screen's */
    static EverySecond on(Executor thread, Runnable work) {
        return new EverySecond(thread, work);
    }

    @Override
    public void close() {
        seconds.shutdownNow();
    }
}
