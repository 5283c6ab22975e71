package org.amends.faults;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Somebody else has taken every byte of the disk, and gives them back after a while. */
record DiskFull(Side side) implements Fault {

    /** Enough for some commits, and then for half of one. */
    private static final int MOST_LEFT_BYTES = 128 * 1024;

    @Override
    public String name() {
        return "disk-full-" + side.word();
    }

    @Override
    public Optional<String> unable(Abilities abilities) {
        return abilities.noDisks();
    }

    @Override
    public boolean sparesTaps() {
        return side != Side.TERMINAL;
    }

    @Override
    public void strike(FaultyVenue venue, RandomGenerator random) {
        if (random.nextBoolean()) {
            // A log that has been written once needs no more room for a while; after a start in order there is none yet.
            venue.restart(side);
        }
        venue.volume(side).fill(random.nextBoolean() ? 0 : random.nextInt(MOST_LEFT_BYTES));
        Pause.millis(random.nextInt(100, 500));
    }

    @Override
    public void heal(FaultyVenue venue) {
        venue.volume(side).empty();
    }
}
