package org.amends.kiosk;

import java.time.Duration;
import javafx.application.Platform;

/** Does something on the screen's thread about every second. A timeline of JavaFX's own would keep it painting in between. */
final class EverySecond implements AutoCloseable {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Thread thread;

    private EverySecond(Runnable work) {
        thread = Thread.ofVirtual().name("every second").start(() -> {
            try {
                while (true) {
                    Thread.sleep(SECOND);
                    Platform.runLater(work);
                }
            } catch (InterruptedException closed) {
                // as asked
            }
        });
    }

    static EverySecond of(Runnable work) {
        return new EverySecond(work);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
