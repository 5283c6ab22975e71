package org.amends.faults;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A kind of trouble that a venue can have. It keeps nothing to itself: what it does, it does to the venue, and heals there.
 */
interface Fault {

    /** Such as {@code kill-hub}; what it strikes stands in it, so that a part of the name chooses several kinds. */
    String name();

    /** Why it cannot be done on this machine, or now; empty where it can. */
    default Optional<String> unable(Abilities abilities) {
        return Optional.empty();
    }

    /** Whether guests at a real screen can go on meanwhile; not where taps are refused, as the screen then says so. */
    default boolean sparesTaps() {
        return true;
    }

    /**
     * Strikes while guests tap. The moments are drawn here; the first one has passed already.
     *
     * @param random depends on seed and round alone
     */
    void strike(FaultyVenue venue, RandomGenerator random);

    /** Ends it, and starts again what it ended. */
    void heal(FaultyVenue venue);
}
