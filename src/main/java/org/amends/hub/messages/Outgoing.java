package org.amends.hub.messages;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that is in the queue.
 *
 * @param id      its number there
 * @param message the id that it travels under, the same at each try
 * @param madeAt  since when it is meant
 * @param lastAt  no try after that
 * @param tries   how often it was tried, this time included
 * @param letter  whose address, subject and body stand in the place of its own, if it is for a guest
 */
public record Outgoing(long id, String message, Channel channel, String person, String address, long about, String subject,
        String body, Instant madeAt, Instant lastAt, int tries, Optional<UUID> letter) {

    /** Whether it waited so long that it is not to be sent any more; a guest is not told late what was true hours ago. */
    boolean isStale(Instant now) {
        return letter.isPresent() && now.isAfter(lastAt);
    }

    Outgoing saying(Letters.Letter said) {
        return new Outgoing(id, message, channel, person, said.address(), about, said.subject(), said.body(), madeAt,
                lastAt,
                tries, letter);
    }

    /** Without what it says and to whom. */
    @Override
    public String toString() {
        return "Outgoing[" + id + ", " + channel.id() + "]";
    }
}
