package org.amends.kiosk.devices.cards;

import java.util.Map;
import java.util.function.Consumer;

/**
 * What cards are held to. One that is missing, breaks, hangs or lost its middleware is a state and never an exception, and comes
 * back by itself within five seconds of what kept it away.
 */
public interface CardReader extends AutoCloseable {

    /**
     * Begins to read.
     *
     * @param listener is told everything, on threads of the reader, one at a time; it must only pass it on
     */
    void start(Consumer<CardEvent> listener);

    /** Every reader that there is and how it stands; where there is none, what was wired and why there is none. */
    Map<String, ReaderState> states();

    /** Stops reading; nothing is told once it has returned. */
    @Override
    void close();
}
