package org.amends.hub.funnel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.amends.response.Touchpoint;

/**
 * What the funnel knows of one guest who was unhappy.
 *
 * @param caseId        the case that goes on, where several were merged
 * @param day           since 1970, on the site's calendar
 * @param person        the account of who has it or closed it
 * @param cause         as it was closed with last
 * @param figures       that it counts in
 * @param toAcknowledge from when the guest pressed; empty where nobody took it yet
 * @param toAttend      likewise
 * @param toClose       likewise; empty also where it was closed and goes on
 * @param due           by when it was to be taken, which {@link Figure#IN_TIME} was found by
 */
record CountedCase(long caseId, Touchpoint where, long day, Optional<String> person, Optional<String> cause,
        Set<Figure> figures, Optional<Duration> toAcknowledge, Optional<Duration> toAttend, Optional<Duration> toClose,
        Optional<Instant> due) {

    int facts() {
        return figures.stream().mapToInt(Figure::bit).sum();
    }
}
