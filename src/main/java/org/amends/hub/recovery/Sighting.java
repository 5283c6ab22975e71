package org.amends.hub.recovery;

import java.time.Instant;
import org.amends.hub.staff.Staff;

/**
 * Somebody had a case before their eyes.
 *
 * @param alert the position of the change by which the case called for somebody
 * @param at    when first, by the hub's clock
 */
public record Sighting(Staff who, long alert, Instant at) {
}
