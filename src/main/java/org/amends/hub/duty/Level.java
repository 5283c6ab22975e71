package org.amends.hub.duty;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.List;
import org.amends.hub.messages.Channel;
import org.amends.hub.recovery.Gravity;

/**
 * One level of escalation.
 *
 * @param id      unlike any other level's, and the same as long as its reason and its minutes are
 * @param reason  what has not happened
 * @param after   for how long since the case arrived, in the time that its site is open
 * @param gravity which cases it is for
 * @param sites   which sites it is for; empty for all
 * @param tell    people and teams
 * @param by      what they are told by; the inbox shows it in any case
 */
public record Level(String id, Reason reason, Duration after, Set<Gravity> gravity, Set<String> sites, List<String> tell,
        Set<Channel> by) {

    /** What has not happened. */
    public enum Reason {
        NOBODY_TOOK_IT, NOT_CLOSED;

        /** The name in the plan and in texts. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether it is for a case of this gravity at this site. */
    public boolean isFor(String site, Gravity grave) {
        return gravity.contains(grave) && (sites.isEmpty() || sites.contains(site));
    }
}
