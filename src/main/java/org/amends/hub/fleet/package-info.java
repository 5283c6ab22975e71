/**
 * The terminals of this hub: how one is paired by a one-time code, whose token a request carries, how tokens are renewed
 * and revoked, what the hub has to say to each and to its guests, what is wrong with which, and whose PIN was typed at one.
 * {@code intake} and everything to its right may import it. Start with {@link org.amends.hub.fleet.Fleet}.
 */
package org.amends.hub.fleet;
