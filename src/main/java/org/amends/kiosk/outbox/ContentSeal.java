package org.amends.kiosk.outbox;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.amends.response.Content;
import org.amends.wire.Sealing;
import org.amends.wire.SealingKey;

/** Seals what only the hub may read, before anything of it is written down. Ratings and reasons stay countable. */
public final class ContentSeal {

    private final Supplier<Optional<SealingKey>> key;

    /**
     * @param key what to seal to now; empty as long as this terminal is not paired
     */
    public ContentSeal(Supplier<Optional<SealingKey>> key) {
        this.key = key;
    }

    /**
     * A content as it may be written down: sealed if it holds a guest's own words and there is a key, else as it is.
     *
     * @param entry the id of the entry that it will stand in
     */
    public Content seal(UUID entry, Content content) {
        return switch (content) {
            case Content.Comment comment ->
                key.get().<Content>map(to -> Sealing.seal(to, entry, "comment", comment)).orElse(comment);
            case Content.Rating _,Content.Reason _,Content.Left _,Content.Sealed _ -> content;
        };
    }
}
