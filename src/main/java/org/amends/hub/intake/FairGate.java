package org.amends.hub.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets so many in at a time; the others wait in two lines, first come first served in each. The line of small things goes
 * first, but after some of them the other has its turn, so that neither stands still.
 */
final class FairGate {

    /** After so many small ones in a row a large one goes before the next. */
    static final int SMALL_IN_A_ROW = 4;

    private final int mostWaiting;
    private final Deque<CompletableFuture<Void>> small = new ArrayDeque<>();
    private final Deque<CompletableFuture<Void>> large = new ArrayDeque<>();
    private int free;
    private int smallInARow;

    /**
     * @param places      how many are in at a time, at least 1
     * @param mostWaiting how many wait at most, in both lines together
     */
    FairGate(int places, int mostWaiting) {
        this.free = places;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Goes in, or waits for it.
     *
     * @return whether it is in, and must {@link #leave}; otherwise too many wait, or the wait took too long
     */
    boolean enter(boolean isSmall, Duration longest) throws InterruptedException {
        Optional<CompletableFuture<Void>> place = ask(isSmall);
        if (place.isEmpty()) {
            return false;
        }
        try {
            place.get().get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return !giveUp(place.get());
        } catch (InterruptedException stopping) {
            if (!giveUp(place.get())) {
                leave();
            }
            throw stopping;
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    /** A place, which is one's own once it is done; empty if too many wait. */
    synchronized Optional<CompletableFuture<Void>> ask(boolean isSmall) {
        CompletableFuture<Void> place = new CompletableFuture<>();
        if (free > 0) {
            free--;
            place.complete(null);
        } else if (waiting() >= mostWaiting) {
            return Optional.empty();
        } else {
            (isSmall ? small : large).add(place);
        }
        return Optional.of(place);
    }

    /** Leaves a place to whoever is next. */
    synchronized void leave() {
        CompletableFuture<Void> next = next();
        if (next == null) {
            free++;
        } else {
            next.complete(null);
        }
    }

    /** How many wait. */
    synchronized int waiting() {
        return small.size() + large.size();
    }

    private synchronized boolean giveUp(CompletableFuture<Void> place) {
        return small.remove(place) || large.remove(place);
    }

    private CompletableFuture<Void> next() {
        if (large.isEmpty() || !small.isEmpty() && smallInARow < SMALL_IN_A_ROW) {
            smallInARow = large.isEmpty() ? 0 : smallInARow + 1;
            return small.poll();
        }
        smallInARow = 0;
        return large.poll();
    }
}
