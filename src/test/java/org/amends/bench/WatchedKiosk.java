package org.amends.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.amends.Amends;

/** The terminal, with a stop-watch on its screen's pulses: each second it prints the gaps between them. */
final class WatchedKiosk {

    private static final int EACH_SECOND = 60;

    private WatchedKiosk() {
    }

    public static void main(String... arguments) {
        Thread.ofPlatform().daemon().start(WatchedKiosk::watch);
        Amends.main(arguments);
    }

    private static void watch() {
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(100);
                Platform.runLater(new Pulses()::start);
                return;
            } catch (IllegalStateException notYetStarted) {
                // again in a moment
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    private static final class Pulses extends AnimationTimer {

        private final List<Long> gaps = new ArrayList<>();
        private long last;

        @Override
        public void handle(long ignored) {
            // The argument is when the pulse was due; this is when it came.
            long now = System.nanoTime();
            if (last != 0) {
                gaps.add(TimeUnit.NANOSECONDS.toMillis(now - last));
            }
            last = now;
            if (gaps.size() == EACH_SECOND) {
                System.out.println("pulses " + gaps.stream().map(String::valueOf).collect(Collectors.joining(" ")));
                gaps.clear();
            }
        }
    }
}
