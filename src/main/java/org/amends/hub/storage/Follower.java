package org.amends.hub.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * A thread that looks for work each time a bell rings, and unasked from time to time, in case a ring was lost. What fails is
 * tried again; that nothing is lost or done twice by it is for the work to see to, which commits its results and its place
 * together.
 */
public final class Follower implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Follower.class.getName());
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

    private final Bell bell;
    private final String trouble;
    private final Work work;
    private final Thread thread;
    private volatile boolean closing;

    /** What there is to do. */
    @FunctionalInterface
    public interface Work {

        /** Does all that there is, and tells how long until it looks unasked. */
        Duration catchUp();
    }

    /**
     * @param name    of the thread
     * @param bell    rung when it is worth looking
     * @param trouble what to log when the work fails
     */
    public Follower(String name, Bell bell, String trouble, Work work) {
        this.bell = bell;
        this.trouble = trouble;
        this.work = work;
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /** Begins, first with what happened while nobody looked. */
    public void start() {
        thread.start();
    }

    /** Whether work that takes long is to come to an end at the next place from which it can go on. */
    public boolean isClosing() {
        return closing;
    }

    /** Finishes what is in hand, then stops. */
    @Override
    public void close() {
        closing = true;
        bell.ring();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing) {
                long counted = bell.rings();
                Duration wait = AFTER_A_FAILURE;
                try {
                    wait = work.catchUp();
                } catch (RuntimeException failure) {
                    LOG.log(Level.ERROR, trouble + "; trying again", failure);
                    counted = bell.rings(); // what rang meanwhile must not make it fail again at once
                }
                if (!closing) {
                    bell.await(counted, wait);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
