package org.amends.hub.recovery;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amends.hub.recovery.Keywords.Folded;
import org.amends.response.Touchpoint;

/**
 * What rules go by: all that still counts of one response, so far.
 *
 * @param where     the touchpoint
 * @param language  what the guest was reading, BCP 47
 * @param at        when the response began, by the venue's clock
 * @param scores    of every face that was pressed
 * @param somebody  whether the guest wants somebody to come now, if that was said
 * @param choices   ids and words of every choice, folded
 * @param comment   what was written, folded
 * @param commented whether anything was, be it only in words that cannot be opened
 */
record Facts(Touchpoint where, String language, ZonedDateTime at, List<Integer> scores, Optional<Boolean> somebody,
        Set<String> choices, Folded comment, boolean commented) {

    /** Without the guest's words, which must never reach a log. */
    @Override
    public String toString() {
        return "Facts[" + where + ", " + scores + "]";
    }
}
