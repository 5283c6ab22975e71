package org.amends.faults;

import java.util.random.RandomGenerator;

/** The hub's database is lost and yesterday's back-up is put in its place: what came since must be sent again. */
record HubRestored() implements Fault {

    @Override
    public String name() {
        return "hub-restored";
    }

    @Override
    public void strike(FaultyVenue venue, RandomGenerator random) {
        venue.backUpHubUnlessDone();
        Pause.millis(random.nextInt(400));
        venue.kill(Side.HUB);
        venue.restoreHub();
    }

    @Override
    public void heal(FaultyVenue venue) {
        venue.start(Side.HUB);
    }
}
