package org.amends.hub.offers;

import java.time.Instant;
import java.util.Optional;

/**
 * What a guest was granted, for their own page.
 *
 * @param title      in their language
 * @param kind       what it is
 * @param worth      in words, with the currency; empty for what has none
 * @param code       what a till takes, as people read it; empty for what needs none, and while the hub's key is not there
 * @param validUntil the first moment at which the code is not good any more
 * @param redeemedAt when a till took it
 * @param withdrawn  whether staff took it back
 */
public record GuestOffer(String title, Offer.Kind kind, Optional<String> worth, Optional<String> code,
        Optional<Instant> validUntil, Optional<Instant> redeemedAt, boolean withdrawn) {

    /** Without what is as good as money. */
    @Override
    public String toString() {
        return "GuestOffer[" + kind + "]";
    }
}
