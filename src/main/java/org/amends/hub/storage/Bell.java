package org.amends.hub.storage;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who read behind a cursor. It carries no news itself: whoever wakes looks into the database, so a ring that
 * nobody heard loses nothing.
 */
public final class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long rings;

    /** Wakes everyone who waits. */
    public void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often it has rung; to be read before looking into the database, and then waited on. */
    public long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a ring after those already counted.
     *
     * @param  counted              what {@link #rings} said before the reader last looked
     * @param  most                 how long to wait
     * @return                      whether it rang
     * @throws InterruptedException if the waiting thread is to stop
     */
    public boolean await(long counted, Duration most) throws InterruptedException {
        long nanos = most.toNanos();
        lock.lock();
        try {
            while (rings == counted && nanos > 0) {
                nanos = rung.awaitNanos(nanos);
            }
            return rings != counted;
        } finally {
            lock.unlock();
        }
    }
}
