package org.amends.faults;

import java.util.random.RandomGenerator;

/** SIGSTOP: the machine still takes connections for it and says nothing. */
record Freeze(Side side) implements Fault {

    @Override
    public String name() {
        return "freeze-" + side.word();
    }

    @Override
    public void strike(FaultyVenue venue, RandomGenerator random) {
        venue.signal(side, "STOP");
        Pause.millis(random.nextInt(200, 1_200));
    }

    @Override
    public void heal(FaultyVenue venue) {
        venue.signal(side, "CONT");
    }
}
