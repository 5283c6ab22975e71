package org.amends.hub.duty;

import java.time.Duration;

/**
 * By when, in the time that a site is open.
 *
 * @param acknowledge somebody has taken the case
 * @param respond     whoever took it has done something about it that is on record
 * @param resolve     it is closed
 */
public record Targets(Duration acknowledge, Duration respond, Duration resolve) {

    /** Where the plan says nothing. */
    static final Targets USUAL = new Targets(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(60));
}
