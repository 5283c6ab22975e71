package org.amends.hub.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.amends.response.Touchpoint;

/**
 * An unhappy guest, and what is done about it.
 *
 * @param id       counted up from 1, for people to name it by
 * @param response whose it is
 * @param entry    the rating that opened it
 * @param where    the touchpoint
 * @param language what the guest was reading, BCP 47
 * @param score    from 1, the worst, to {@code best}
 * @param best     the highest score there was
 * @param saidAt   when the guest pressed, as the hub worked it out
 * @param unsure   how far off that may be, either way; empty where that is not known
 * @param late     whether it was long ago already when it arrived: the guest is hardly still there
 * @param reason   what was pressed after "what went wrong?", by its words for staff
 * @param comment  the guest's own words
 * @param somebody whether the guest wants somebody to come now, if that was asked
 * @param contact  how the guest can be reached, and for what
 * @param leftAt   when the guest went away before the end
 * @param state    where it stands
 */
public record RecoveryCase(long id, UUID response, UUID entry, Touchpoint where, String language, int score, int best,
        Instant saidAt, Optional<Duration> unsure, boolean late, Optional<String> reason, Optional<String> comment,
        Optional<Boolean> somebody, Optional<String> contact, Optional<Instant> leftAt, CaseState state) {

    /** Without the guest's words, which must never reach a log. */
    @Override
    public String toString() {
        return "RecoveryCase[" + id + ", " + state.getClass().getSimpleName() + "]";
    }
}
