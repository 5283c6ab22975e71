package org.amends.response;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing a guest said, as it is committed on the terminal and kept in the hub's ledger.
 *
 * @param id         UUIDv7, given once; a repeat with the same id is the same entry
 * @param response   the id shared by all entries of one guest's answer
 * @param at         the terminal's wall clock when it was given; it may be years off
 * @param uptime     the same moment by the clock that nobody can set, where the machine has one
 * @param touchpoint where
 * @param survey     the survey's id
 * @param language   what the guest was reading, BCP 47
 * @param content    what was said
 */
public record Entry(UUID id, UUID response, Instant at, Optional<Uptime> uptime, Touchpoint touchpoint, String survey,
        String language, Content content) {

    /**
     * @throws IllegalArgumentException naming the part that is missing or out of its limits
     */
    public Entry {
        Limits.present("id", id);
        Limits.present("response", response);
        Limits.present("at", at);
        uptime = uptime == null ? Optional.empty() : uptime;
        Limits.present("touchpoint", touchpoint);
        Limits.text("survey", survey, Limits.ID);
        Limits.text("language", language, Limits.ID);
        Limits.present("content", content);
    }
}
