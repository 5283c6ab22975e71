package org.amends.hub.fleet;

import org.amends.response.Touchpoint;

/**
 * A paired terminal.
 *
 * @param id      such as {@code t-7Q4MZK2A}
 * @param stands  where it said it stands when it was paired; each entry names its own touchpoint
 * @param revoked whether its token is no longer accepted
 */
public record Terminal(String id, Touchpoint stands, boolean revoked) {
}
