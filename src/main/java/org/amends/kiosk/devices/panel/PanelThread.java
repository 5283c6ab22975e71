package org.amends.kiosk.devices.panel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that buttons and lights are looked after on; it sleeps while nothing is to be done. */
final class PanelThread implements Turns {

    private static final Logger LOG = System.getLogger(PanelThread.class.getName());
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("panel").factory());
    private ScheduledFuture<?> waking;

    PanelThread() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException over) {
            LOG.log(Level.DEBUG, "too late for the panel: it is closed");
        }
    }

    @Override
    public void wakeAt(OptionalLong nanos, Runnable task) {
        if (waking != null) {
            waking.cancel(false);
            waking = null;
        }
        if (nanos.isPresent() && !thread.isShutdown()) {
            waking = thread.schedule(() -> run(task), nanos.getAsLong() - nanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever failed, the other buttons work on. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "the panel failed and goes on", failed);
        }
    }
}
