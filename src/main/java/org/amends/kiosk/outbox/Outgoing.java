package org.amends.kiosk.outbox;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.wire.Batch;
import org.amends.wire.Boot;
import org.amends.wire.Chain;

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
     * @param text     its body, or what is left of it
     * @param setAside why only its place travels, if the hub refused it
     */
    public record Waiting(long position, long sequence, String link, UUID id, UUID response, String text,
            Optional<String> setAside) {

        /** What stands in the place of a body that was erased, before its digest: no entry begins so. */
        private static final String ERASED = "erased ";

        /** Why only its place travels, if it does. */
        public Optional<String> withheld() {
            return setAside.or(() -> isErased() ? Optional.of("its guest was erased") : Optional.empty());
        }

        /** The digest of its body, be that erased. */
        public String digest() {
            return digest(text);
        }

        boolean isErased() {
            return text.startsWith(ERASED);
        }

        /** Of a body as it is kept. */
        static String digest(String text) {
            return text.startsWith(ERASED) ? text.substring(ERASED.length()) : Chain.digest(text);
        }

        /** What is kept of a body that is erased. */
        static String erased(String text) {
            return ERASED + digest(text);
        }

        Waiting setAside(String reason) {
            return new Waiting(position, sequence, link, id, response, text, Optional.of(reason));
        }
    }
}
