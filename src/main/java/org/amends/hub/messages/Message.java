package org.amends.hub.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing to be told to one person by one way. It travels by other people's machines and is sealed on none of them, so it
 * holds no guest's address and nothing that a guest wrote.
 *
 * @param intent  what is meant, unlike any other; a second of the same is none
 * @param channel the way
 * @param person  whom, by the name in the duty plan
 * @param address where, for that way
 * @param about   the number of the case
 * @param site    where that is
 * @param moot    what makes it needless
 * @param subject one line
 * @param body    as it is sent: text, or JSON for a webhook
 * @param from    not before
 * @param within  so long it is tried; after that it is stale
 * @param letter  what stands in the place of address, subject and body where it is for a guest
 */
public record Message(String intent, Channel channel, String person, String address, long about, String site, Moot moot,
        String subject, String body, Instant from, Duration within, Optional<UUID> letter) {

    /** For somebody who works here. */
    public Message(String intent, Channel channel, String person, String address, long about, String site, Moot moot,
            String subject, String body, Instant from) {
        this(intent, channel, person, address, about, site, moot, subject, body, from, Outbound.TRIED_FOR,
                Optional.empty());
    }

    /** For the guest of a case, by e-mail: what it says, and to whom, {@link Letters} are asked at each try. */
    public static Message toGuest(UUID letter, long about, String site, Instant from, Duration within) {
        return new Message("letter " + letter, Channel.EMAIL, "", "", about, site, Moot.NEVER, "", "", from, within,
                Optional.of(letter));
    }

    /** What makes a message needless before it was sent. */
    public enum Moot {
        WHEN_TAKEN, WHEN_CLOSED,
        /** It says what a guest is to know whatever becomes of the case. */
        NEVER;

        String id() {
            return switch (this) {
                case WHEN_TAKEN -> "taken";
                case WHEN_CLOSED -> "closed";
                case NEVER -> "never";
            };
        }
    }
}
