package org.amends.hub.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.amends.response.Touchpoint;

/**
 * An unhappy guest, or many at one place, and what is done about it.
 *
 * @param id       counted up from 1, for people to name it by
 * @param response whose it is
 * @param entry    the rating or the call that opened it
 * @param where    the touchpoint
 * @param language what the guest was reading, BCP 47
 * @param score    from 1, the worst, to {@code best}; 0 where nothing was rated and a button called for somebody
 * @param best     the highest score there was; 0 likewise
 * @param saidAt   when the guest pressed, as the hub worked it out
 * @param unsure   how far off that may be, either way; empty where that is not known
 * @param late     whether it was long ago already when it arrived: the guest is hardly still there
 * @param reason   what was pressed after "what went wrong?", by its words for staff
 * @param comment  the guest's own words
 * @param somebody whether the guest wants somebody to come now, if that was asked
 * @param contact  how the guest can be reached, and for what
 * @param leftAt   when the guest went away before the end
 * @param gravity  how grave it is
 * @param kind     how it came to be
 * @param tags     what rules and words have set on it, in order
 * @param onSite   what was said of it at the place by those who went there
 * @param reopened whether and when its guest, asked after it was closed, was not content yet
 * @param state    where it stands
 */
public record RecoveryCase(long id, UUID response, UUID entry, Touchpoint where, String language, int score, int best,
        Instant saidAt, Optional<Duration> unsure, boolean late, Optional<String> reason, Optional<String> comment,
        Optional<Boolean> somebody, Optional<String> contact, Optional<Instant> leftAt, Gravity gravity, Kind kind,
        List<String> tags, OnSite onSite, Optional<Reopened> reopened, CaseState state) {

    /**
     * What somebody said at the terminal of a case with their badge.
     *
     * @param arrivedAt   when they were there first
     * @param afterTaking how long after the case was taken that was; empty where being there took it
     * @param resolvedAt  when they said that it is done; its words follow when it is closed
     */
    public record OnSite(Optional<Instant> arrivedAt, Optional<Duration> afterTaking, Optional<Instant> resolvedAt) {
    }

    /**
     * That a guest was not content when they were asked after the closing.
     *
     * @param times how often, from 1
     * @param at    when last
     */
    public record Reopened(int times, Instant at) {
    }

    /** How a case came to be. */
    public enum Kind {
        /** A guest said something at a terminal. */
        GUEST,
        /** Too many guests were unhappy at one touchpoint. */
        RATE,
        /** Staff entered what they heard or read. */
        HEARD;

        /** The name in the database and in texts: {@code guest} and so on. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether no face was pressed: somebody pressed a button that calls for somebody, or wrote, and no more. */
    public boolean isCallAlone() {
        return best == 0;
    }

    RecoveryCase with(List<String> others) {
        return new RecoveryCase(id, response, entry, where, language, score, best, saidAt, unsure, late, reason, comment,
                somebody, contact, leftAt, gravity, kind, others, onSite, reopened, state);
    }

    /** Without the guest's words, which must never reach a log. */
    @Override
    public String toString() {
        return "RecoveryCase[" + id + ", " + state.getClass().getSimpleName() + "]";
    }
}
