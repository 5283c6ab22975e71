package org.amends.kiosk.outbox;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.wire.Batch;
import org.amends.wire.Boot;

/**
 * Entries of one story that wait for a receipt, with what the hub needs to place them.
 *
 * @param story    their story
 * @param previous the story it goes on from, if it had to begin anew
 * @param boots    the boots that matter to these entries, the present one last
 * @param entries  in their order; never empty
 */
public record Outgoing(UUID story, Optional<Batch.Previous> previous, List<Boot> boots, List<Waiting> entries) {

    /**
     * An entry on its way.
     *
     * @param position its place in the outbox
     * @param sequence its number in the story
     * @param link     its link in the story's chain
     * @param id       its id
     * @param response the response it belongs to
     * @param text     its body
     * @param setAside why only its place travels, if the hub refused it
     */
    public record Waiting(long position, long sequence, String link, UUID id, UUID response, String text,
            Optional<String> setAside) {

        Waiting setAside(String reason) {
            return new Waiting(position, sequence, link, id, response, text, Optional.of(reason));
        }
    }
}
