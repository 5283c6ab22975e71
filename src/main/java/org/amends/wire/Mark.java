package org.amends.wire;

/**
 * Where a hub stands with one story. A hub that was restored from a back-up says less than it once did, and the terminal
 * sends again what is missing.
 *
 * @param epoch    tells apart what the hub was before and after it was restored; at least 1, and otherwise of no meaning
 * @param complete the highest number N for which it has 1 to N
 * @param at       its clock, in milliseconds since 1970, from 1
 */
public record Mark(long epoch, long complete, long at) {

    /**
     * What is left out reads as 0, and must not pass for a hub that has lost everything in 1970.
     *
     * @throws IllegalArgumentException naming what is out of its limits
     */
    public Mark {
        if (epoch < 1 || complete < 0 || at < 1) {
            throw new IllegalArgumentException("epoch and at must be at least 1, complete at least 0, not " + epoch + ", "
                    + at + " and " + complete);
        }
    }
}
