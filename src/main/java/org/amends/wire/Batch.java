package org.amends.wire;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.response.Entry;

/**
 * Entries of one story on their way to the hub. They are in the order of their numbers but need not follow each other
 * closely: what is fresh may be sent ahead of a backlog.
 *
 * @param story    whose numbers these are: one outbox file, from its making on
 * @param previous the story that this one goes on from, if it had to begin anew
 * @param boots    the terminal's boots that matter to these entries, in order, the present one last
 * @param items    1 to {@link Wire#MOST_ENTRIES}
 */
public record Batch(UUID story, Optional<Previous> previous, List<Boot> boots, List<Item> items) {

    /** The highest sequence number: what every JSON reader can hold exactly. */
    public static final long HIGHEST_SEQUENCE = (1L << 53) - 1;

    /**
     * Why a story began.
     *
     * @param story  the one before
     * @param reason in a word: {@code forked} where the hub had another entry under the next number, {@code damaged} where
     *               the file could not go on
     */
    public record Previous(UUID story, String reason) {
    }

    /** One number of the story. */
    public sealed interface Item {

        /** From 1, without a gap within its story. */
        long sequence();

        /** Its link in the story's {@link Chain}. */
        String link();

        /** The entry's id. */
        UUID id();

        /** The digest of the entry's body. */
        String digest();
    }

    /**
     * An entry.
     *
     * @param text its body, to the letter as it travelled
     */
    public record Given(long sequence, String link, Entry entry, String text, String digest) implements Item {

        @Override
        public UUID id() {
            return entry.id();
        }
    }

    /**
     * An entry that the hub will not take, and which stays on the terminal. Its place in the chain is kept.
     *
     * @param reason what the hub said
     */
    public record Withheld(long sequence, String link, UUID id, String digest, String reason) implements Item {
    }
}
