package org.amends.hub.thread;

import java.util.UUID;

/** Erases what is known of the guest behind a response, because they ask for it on their own page. */
@FunctionalInterface
public interface GuestErasure {

    /** Erases it; what is not there is erased already. */
    void erase(UUID response);
}
