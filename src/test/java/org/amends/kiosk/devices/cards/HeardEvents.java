package org.amends.kiosk.devices.cards;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a reader told, waited for. */
public final class HeardEvents implements Consumer<CardEvent> {

    private final List<CardEvent> heard = new ArrayList<>();

    @Override
    public synchronized void accept(CardEvent event) {
        heard.add(event);
        notifyAll();
    }

    public synchronized List<CardEvent> all() {
        return List.copyOf(heard);
    }

    /** How often a card was told. */
    public synchronized long times(String uid) {
        return heard.stream().filter(event -> event instanceof CardEvent.Read read && read.card().uid().equals(uid))
                .count();
    }

    public boolean wasRead(String uid, Duration within) throws InterruptedException {
        return was(event -> event instanceof CardEvent.Read read && read.card().uid().equals(uid), within);
    }

    /** Waits until something was told, now or before. */
    public synchronized boolean was(Predicate<CardEvent> what, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (heard.stream().noneMatch(what)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
