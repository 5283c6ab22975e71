package org.amends.hub.inbox;

import java.util.List;

/**
 * A case as a page shows it; a text that there is none of is empty.
 *
 * @param state  {@code new}, {@code taken} or {@code closed}
 * @param face   the name of its picture
 * @param somebody whether the guest wants somebody to come now, in words; empty if that was not asked
 * @param wanted   whether they do
 * @param contact  how the guest can be reached, and for what
 * @param language what the guest was reading, for whoever has the comment read to them
 * @param pace   {@code calm}, {@code soon}, {@code now}; empty when somebody is on it
 * @param said   when, in milliseconds since 1970
 * @param clock  when, by the clock on the wall
 * @param late   that it arrived long after it was said, in words; empty if it did not
 * @param unsure how far off the time may be, in words; empty if that is no matter
 * @param doing  who has it or closed it, in words
 * @param mine   whether whoever looks has it
 * @param where  the query that leads back to the list they came from
 */
record CaseView(long id, String response, String entry, String state, String site, String place, String face, String word,
        String reason, String comment, String somebody, boolean wanted, String contact, String language, long said,
        String iso, String age, String clock, String full,
        String pace, String paceWord, String late, String unsure, String doing, String note, boolean mine, String where) {

    /** One line of a case's history. */
    record Line(String clock, String full, String text, String words, String who) {
    }

    /** A case with its history, oldest first. */
    record Open(CaseView c, List<Line> lines) {
    }
}
