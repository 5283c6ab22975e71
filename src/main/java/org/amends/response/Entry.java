package org.amends.response;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing a guest said, as it is committed on the terminal and kept in the hub's ledger.
 *
 * @param id         UUIDv7, given once; a repeat with the same id is the same entry
 * @param sequence   from 1, without a gap within its terminal
 * @param response   the id shared by all entries of one guest's answer
 * @param at         the terminal's wall clock when it was given
 * @param touchpoint where
 * @param survey     the survey's id
 * @param language   what the guest was reading, BCP 47
 * @param content    what was said
 */
public record Entry(UUID id, long sequence, UUID response, Instant at, Touchpoint touchpoint, String survey,
        String language,
        Content content) {

    /** The highest sequence number: what every JSON reader can hold exactly. */
    public static final long HIGHEST_SEQUENCE = (1L << 53) - 1;

    /**
     * @throws IllegalArgumentException naming the part that is missing or out of its limits
     */
    public Entry {
        Limits.present("id", id);
        Limits.range("sequence", sequence, 1, HIGHEST_SEQUENCE);
        Limits.present("response", response);
        Limits.present("at", at);
        Limits.present("touchpoint", touchpoint);
        Limits.text("survey", survey, Limits.ID);
        Limits.text("language", language, Limits.ID);
        Limits.present("content", content);
    }
}
