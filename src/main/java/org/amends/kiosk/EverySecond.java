package org.amends.kiosk;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** Does something on the screen's thread about every second. A timeline of JavaFX's own would keep it painting in between. */
final class EverySecond implements AutoCloseable {

    private final ScheduledExecutorService seconds = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("every second").factory());

    private EverySecond(Runnable work) {
        seconds.scheduleWithFixedDelay(() -> Platform.runLater(work), 1, 1, TimeUnit.SECONDS);
    }

    static EverySecond of(Runnable work) {
        return new EverySecond(work);
    }

    @Override
    public void close() {
        seconds.shutdownNow();
    }
}
