package org.amends.testbed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amends.wire.Boot;
import org.amends.wire.Chain;
import org.amends.wire.Wire;

/** Numbers bodies as a terminal's outbox does; a body that it numbered before keeps its number. */
public final class Story {

    private final UUID id = UUID.randomUUID();
    private final Map<String, String> numbered = new HashMap<>();
    private long sequence;
    private String link = Chain.start(id);

    public UUID id() {
        return id;
    }

    /** The last number given. */
    public long sequence() {
        return sequence;
    }

    /** A batch of these bodies. */
    public String batch(String... bodies) {
        return batch(List.of(), bodies);
    }

    /** A batch of these bodies from a terminal with these boots. */
    public String batch(List<Boot> boots, String... bodies) {
        return Wire.batch(id, Optional.empty(), boots, Arrays.stream(bodies).map(this::numbered).toList());
    }

    /** A body at its place. */
    public String numbered(String body) {
        return numbered.computeIfAbsent(body, _ -> again(body));
    }

    /** A body at one more place. */
    public String again(String body) {
        link = Chain.link(link, ++sequence, Chain.digest(body));
        return Wire.numbered(sequence, link, body);
    }

    /** A batch of what {@link #numbered} made. */
    public String of(String... items) {
        return Wire.batch(id, Optional.empty(), List.of(), new ArrayList<>(List.of(items)));
    }
}
