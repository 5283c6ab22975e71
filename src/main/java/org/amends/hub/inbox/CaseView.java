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
 * @param soonAt when the pace turns to {@code soon}, in milliseconds since 1970; 0 where there is no pace
 * @param dueAt  when it turns to {@code now}, likewise
 * @param due    by when what comes next is due, or since when it is overdue, in words; empty where nothing is
 * @param isOverdue whether it is overdue
 * @param late   that it arrived long after it was said, in words; empty if it did not
 * @param unsure how far off the time may be, in words; empty if that is no matter
 * @param doing  who has it or closed it, in words
 * @param onSite when somebody was at the place, and how long after it was taken, in words; empty if nobody was yet
 * @param resolved that it is done at the place and wants a word, in words; empty if it is not, or has one
 * @param mine   whether whoever looks has it
 * @param where  the query that leads back to the list they came from
 * @param gravity     its name
 * @param gravityWord how grave, in words; empty where it is as ever
 * @param tags        in order
 * @param outcome     what became of asking the guest of a closed case again; empty where nothing is known of it
 * @param outcomeWord the same in words
 * @param reopened    that the guest was not content with it once, in words; empty if that is not so
 * @param again       how often that was
 * @param mergedInto  the case that goes on in its place; 0 where none does
 */
record CaseView(long id, String response, String entry, String state, String site, String place, String face, String word,
        String reason, String comment, String somebody, boolean wanted, String contact, String language, long said,
        String iso, String age, String clock, String full,
        String pace, String paceWord, long soonAt, long dueAt, String due, boolean isOverdue, String late, String unsure,
        String doing, String onSite, String resolved, String note, boolean mine, String where, String gravity,
        String gravityWord, List<String> tags, String outcome, String outcomeWord, String reopened, int again,
        long mergedInto) {

    /**
     * One line of a case's history.
     *
     * @param of the case that was merged into it whose history this is of; 0 for its own
     */
    record Line(String clock, String full, String text, String words, String who, long of) {
    }

    /**
     * One of the clocks of a case.
     *
     * @param goal    what is to happen
     * @param stands  by when, or since when it is overdue, or when it happened
     * @param full    by when, in full
     * @param arrival the same from the arrival; empty where that is no different
     * @param missed  whether it did not happen in time
     */
    record Goal(String goal, String stands, String full, String arrival, boolean missed) {
    }

    /**
     * One closing of a case, and what its guest said when they were asked whether they are content now.
     *
     * @param closed  by whom and when, in words
     * @param face    what the guest pressed then; empty where they have not
     * @param word    the same in words
     * @param outcome what became of asking
     * @param stands  the same in words
     */
    record Round(String closed, String full, String cause, String action, String face, String word, String outcome,
            String stands) {
    }

    /** A line that asks somebody to look at a case. */
    record Call(String address, String words) {
    }

    /** A case with its clocks and its history, oldest first. */
    record Open(CaseView c, List<Goal> goals, List<Line> lines) {
    }
}
