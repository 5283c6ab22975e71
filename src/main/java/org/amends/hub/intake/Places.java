package org.amends.hub.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.intake.LedgerStore.Place;
import org.amends.wire.Batch;
import org.amends.wire.Chain;

/** The places of a story around a batch: what stands there already, and whether what comes fits the chain. */
final class Places {

    private final UUID story;
    private final Map<Long, Place> places;

    /**
     * @param before what the ledger has at the batch's numbers and next to them
     */
    Places(UUID story, Map<Long, Place> before) {
        this.story = story;
        this.places = new HashMap<>(before);
    }

    /**
     * Whether this very entry stands at its place already.
     *
     * @param heldElsewhere whether the ledger has it, wherever
     */
    boolean has(Batch.Item item, boolean heldElsewhere) {
        Place there = places.get(item.sequence());
        if (there == null || !there.link().equals(item.link())) {
            return false;
        }
        return there.entry().map(item.id()::equals).orElse(heldElsewhere || item instanceof Batch.Withheld);
    }

    /**
     * Puts an entry at its place.
     *
     * @return why it does not belong there, if it does not
     */
    Optional<String> put(Batch.Item item) {
        long number = item.sequence();
        if (places.containsKey(number)) {
            return Optional.of("another entry of this story has the number " + number);
        }
        Optional<String> before = number == 1
                ? Optional.of(Chain.start(story))
                : Optional.ofNullable(places.get(number - 1)).map(Place::link);
        if (before.isPresent() && !Chain.link(before.get(), number, item.digest()).equals(item.link())) {
            return Optional.of("entry " + number + " does not follow the one before it in the story");
        }
        Place behind = places.get(number + 1);
        if (behind != null && !Chain.link(item.link(), number + 1, behind.digest()).equals(behind.link())) {
            return Optional.of("entry " + (number + 1) + " of the story does not follow this entry " + number);
        }
        places.put(number, new Place(Optional.of(item.id()), item.link(), item.digest()));
        return Optional.empty();
    }
}
