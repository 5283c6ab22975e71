package org.amends.kiosk.outbox;

import java.util.List;
import java.util.Optional;

/**
 * How the outbox is.
 *
 * @param room     how much of its budget is used
 * @param damaged  the folders in the data folder with files that could not go on, by name
 * @param setAside how many entries are kept that the hub will never have, as it refused them or they cannot be read
 * @param failure  why the last thing a guest said could not be saved
 */
public record Health(Room room, List<String> damaged, long setAside, Optional<String> failure) {

    /** Nothing is wrong. */
    static final Health WELL = new Health(Room.AMPLE, List.of(), 0, Optional.empty());
}
