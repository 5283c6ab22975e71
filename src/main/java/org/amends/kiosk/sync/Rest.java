package org.amends.kiosk.sync;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where a loop waits: for a while, until it is woken, or until it is to end. One thread rests; any may wake it. */
final class Rest {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean wake;
    private volatile boolean over;

    /** Ends a rest, the next one if there is none now. */
    void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every rest from now on. */
    void end() {
        over = true;
        wake();
    }

    /** Whether the loop is to end. */
    boolean isOver() {
        return over;
    }

    /** Rests until it is woken, also by what came before. */
    void untilWoken(Duration most) {
        rest(most, true);
    }

    /**
     * Rests after a failure. What came during the failed attempt is no news; only what comes from now on may end the rest.
     *
     * @param endedByWake whether it may
     */
    void pause(Duration wait, boolean endedByWake) {
        lock.lock();
        try {
            wake = false;
        } finally {
            lock.unlock();
        }
        rest(wait, endedByWake);
    }

    private void rest(Duration most, boolean endedByWake) {
        long left = most.toNanos();
        lock.lock();
        try {
            while (left > 0 && !over && !(wake && endedByWake)) {
                left = woken.awaitNanos(left);
            }
            wake = wake && !endedByWake;
        } catch (InterruptedException interrupted) {
            over = true;
        } finally {
            lock.unlock();
        }
    }
}
