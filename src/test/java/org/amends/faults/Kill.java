package org.amends.faults;

import java.util.List;
import java.util.random.RandomGenerator;

/** SIGKILL, at any moment, also while it starts again. */
record Kill(String name, List<Side> sides) implements Fault {

    @Override
    public void strike(FaultyVenue venue, RandomGenerator random) {
        sides.forEach(venue::kill);
        if (random.nextInt(5) == 0) {
            Side side = sides.get(random.nextInt(sides.size()));
            venue.launch(side);
            Pause.millis(random.nextInt(1_000));
            venue.kill(side);
        }
        Pause.millis(random.nextInt(150));
    }

    @Override
    public void heal(FaultyVenue venue) {
        sides.forEach(venue::start);
    }
}
