package org.amends.hub.recovery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.amends.hub.staff.Staff;

/**
 * A closing of a case, and what its guest said when they were asked whether they are content now.
 *
 * @param id         counted up from 1
 * @param round      1 for the first closing of the case, one more for each that came after it was reopened
 * @param closedBy   who closed it
 * @param closing    why and how
 * @param askedAt    when it was closed and asked
 * @param by         how the guest was asked
 * @param dueAt      from when on no answer counts as silence; empty where nothing was asked
 * @param answeredAt when the guest answered
 * @param score      what they answered, 1 to {@link #BEST}
 */
public record FollowUp(long id, long caseId, int round, Staff closedBy, Closing closing, Instant askedAt, Channel by,
        Optional<Instant> dueAt, Optional<Instant> answeredAt, Optional<Integer> score, Outcome outcome) {

    /** The best score; the worst is 1. */
    public static final int BEST = 5;
    /** From this score on a guest is content. */
    static final int CONTENT_FROM = 4;
    /** Up to this score a guest is not content, and the case goes on. */
    static final int UNHAPPY_UP_TO = 2;

    /** How a guest is asked. */
    public enum Channel {
        /** By e-mail, with a way to their page. */
        EMAIL,
        /** On the guest's page alone: nothing else is known of them. */
        PAGE,
        /** Nobody can be asked, or there is nobody to ask. */
        NONE;

        /** The name in the database and in texts. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Channel of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** What became of asking. */
    public enum Outcome {
        WAITING, RECOVERED, REOPENED,
        /** The guest answered, and was neither content nor so unhappy that the case goes on. */
        ANSWERED,
        /** The guest did not answer in time. */
        SILENT,
        /** There was no way to ask. */
        NOT_ASKED;

        /** The name in the database and in texts: {@code not-asked} and so on. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * By its name.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public static Outcome of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** What a score means. */
        static Outcome of(int score) {
            if (score >= CONTENT_FROM) {
                return RECOVERED;
            }
            return score <= UNHAPPY_UP_TO ? REOPENED : ANSWERED;
        }
    }
}
