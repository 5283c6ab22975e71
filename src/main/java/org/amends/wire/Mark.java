package org.amends.wire;

/**
 * Where a hub stands with one story. A hub that was restored from a back-up says less than it once did, and the terminal
 * sends again what is missing.
 *
 * @param epoch    counts how often this hub was restored, from 1
 * @param complete the highest number N for which it has 1 to N
 * @param at       its clock, in milliseconds since 1970
 */
public record Mark(long epoch, long complete, long at) {
}
