package org.amends.faults;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** The power goes: what was not synced to the disk is gone, however often a program wrote it. */
record PowerCut(Side side) implements Fault {

    @Override
    public String name() {
        return "power-cut-" + side.word();
    }

    @Override
    public Optional<String> unable(Abilities abilities) {
        return abilities.noDisks();
    }

    @Override
    public void strike(FaultyVenue venue, RandomGenerator random) {
        // What the other side has already is no longer at stake, so mostly it was to have nothing yet.
        if (side == Side.TERMINAL && random.nextInt(3) > 0) {
            venue.link().suffer(LinkFaults.cut());
            Pause.millis(random.nextInt(50, 400));
        }
        venue.kill(side);
        venue.volume(side).cutPower();
    }

    @Override
    public void heal(FaultyVenue venue) {
        venue.start(side);
        venue.link().suffer(Trouble.NONE);
    }
}
