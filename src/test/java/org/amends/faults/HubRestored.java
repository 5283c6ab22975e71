package org.amends.faults;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** The hub's database is lost and yesterday's back-up is put in its place: what came since must be sent again. */
record HubRestored() implements Fault {

    /** Until terminals send again what a restored hub lacks, this can only lose. */
    static final boolean TERMINALS_SEND_AGAIN = false;

    @Override
    public String name() {
        return "hub-restored";
    }

    @Override
    public Optional<String> unable(Abilities abilities) {
        return TERMINALS_SEND_AGAIN
                ? Optional.empty()
                : Optional.of("terminals do not yet send again what a restored hub lacks");
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
