package org.amends.faults;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The wall clock jumps while the process runs, to where clocks without a battery start and where 32 bits end. */
record ClockJump(Side side) implements Fault {

    /** As libfaketime reads them: a moment to go on from, or a distance. */
    private static final List<String> MOMENTS = List.of("@1970-01-01 00:00:01", "@2038-01-19 03:14:06", "-3700", "+90000",
            "@2000-02-29 23:59:59");

    @Override
    public String name() {
        return "clock-" + side.word();
    }

    @Override
    public Optional<String> unable(Abilities abilities) {
        return abilities.noClock();
    }

    @Override
    public void strike(FaultyVenue venue, RandomGenerator random) {
        venue.giveOwnClock(side);
        int jumps = random.nextInt(1, 4);
        for (int i = 0; i < jumps; i++) {
            venue.setClock(side, MOMENTS.get(random.nextInt(MOMENTS.size())));
            Pause.millis(random.nextInt(50, 250));
        }
    }

    @Override
    public void heal(FaultyVenue venue) {
        venue.setClock(side, FaultyVenue.RIGHT_TIME);
    }
}
