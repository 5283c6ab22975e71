package org.amends.hub.messages;

import java.util.Optional;
import java.util.UUID;

/**
 * What guests are sent, asked for at each try: the queue itself holds neither a guest's address nor a word for them, so what
 * was erased where it is kept is nowhere in the queue.
 */
@FunctionalInterface
public interface Letters {

    /** Where nobody writes to guests. */
    Letters NONE = _ -> Optional.empty();

    /**
     * A letter as it goes out.
     *
     * @param address the guest's, as a mail server takes it
     * @param subject one line
     * @param body    text
     */
    record Letter(String address, String subject, String body) {

        /** Without what it says and to whom. */
        @Override
        public String toString() {
            return "Letter[***]";
        }
    }

    /** The letter of an id; empty if it is not to be sent any more, as its guest had it erased or has no address now. */
    Optional<Letter> letter(UUID id);
}
