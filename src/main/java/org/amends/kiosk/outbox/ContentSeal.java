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
     * A content as it may be written down: sealed if it holds a guest's own words or tells a person, else as
     * it is.
     *
     * @param  entry                 the id of the entry that it will stand in
     * @throws IllegalStateException if there is no key yet to seal a guest's words to; they may not lie open
     */
    public Content seal(UUID entry, Content content) {
        return switch (content) {
            case Content.Comment comment -> sealed(entry, "comment", comment);
            case Content.Contact contact -> sealed(entry, "contact", contact);
            // A badge, too, says where a person was.
            case Content.Card _,Content.StaffNear _ -> sealed(entry, "card", content);
            case Content.StaffStep step -> sealed(entry, Content.StaffStep.SEALED_AS, step);
            case Content.Rating _,Content.Recommendation _,Content.YesNo _,Content.SomebodyNow _,Content.Reason _ ->
                content;
            case Content.RecoveryToken _,Content.Correction _,Content.Left _,Content.Sealed _ -> content;
        };
    }

    private Content sealed(UUID entry, String what, Content content) {
        return Sealing.seal(key.get().orElseThrow(() -> new IllegalStateException(
                "a guest's words cannot be kept before the terminal is paired: there is no key to seal them to")), entry,
                what, content);
    }
}
