/**
 * What terminal and hub say to each other, version 1: batches of entries up, receipts or a problem document down, the
 * pairing that gives a terminal its token, the signed messages of the downlink, and the sealing of guests' words. Both
 * roles may import it; it knows neither network nor storage. Start with {@link org.amends.wire.Wire}.
 */
package org.amends.wire;
