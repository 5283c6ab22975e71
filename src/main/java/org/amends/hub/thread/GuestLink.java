package org.amends.hub.thread;

import java.time.Instant;
import java.util.UUID;

/**
 * A way to a guest's own page.
 *
 * @param digest    of the code or the token, as {@link LinkTokens} makes it
 * @param language  what the guest was reading, BCP 47
 * @param expiresAt it leads nowhere from then on
 */
record GuestLink(String digest, UUID response, String language, String site, Instant expiresAt) {

    /** Without what it opens. */
    @Override
    public String toString() {
        return "GuestLink[***]";
    }
}
