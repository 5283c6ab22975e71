package org.amends.faults;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Somebody else has taken every byte of the disk, and gives them back after a while. */
record DiskFull(Side side) implements Fault {

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
        venue.volume(side).fill();
        Pause.millis(random.nextInt(100, 500));
    }

    @Override
    public void heal(FaultyVenue venue) {
        venue.volume(side).empty();
    }
}
