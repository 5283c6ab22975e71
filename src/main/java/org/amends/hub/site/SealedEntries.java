package org.amends.hub.site;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.amends.response.Content;
import org.amends.wire.Sealing;

/** Opens what terminals sealed to one of the site's keys. */
public final class SealedEntries {

    private final SiteKeys site;
    private final Map<String, Sealing.KeyPair> known = new ConcurrentHashMap<>();

    public SealedEntries(SiteKeys site) {
        this.site = site;
    }

    /**
     * What is inside. Empty if this hub has no such key, or what is inside was altered or is of a later version.
     *
     * @param entry the id of the entry that it came in
     */
    public Optional<Content> open(UUID entry, Content.Sealed sealed) {
        // A key that is not known now may be made by a command beside the hub in a moment, so absence is not kept.
        return Optional.ofNullable(known.computeIfAbsent(sealed.key(), id -> site.sealing(id).orElse(null)))
                .flatMap(key -> Sealing.open(key, entry, sealed));
    }
}
