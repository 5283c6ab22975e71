package org.amends.hub.recovery;

import java.util.UUID;
import org.amends.hub.storage.Tx;

/** The ways to guests, as those who keep them tell cases, which know of none. */
public interface GuestLine {

    /** Where there is no way at all. */
    GuestLine NONE = new GuestLine() {

        @Override
        public boolean mails() {
            return false;
        }

        @Override
        public boolean hasPage(Tx tx, UUID response) {
            return false;
        }

        @Override
        public void ask(Tx tx, FollowUp followUp) {
            throw new IllegalStateException("there is no way to ask a guest");
        }
    };

    /** Whether e-mail to guests can be sent. */
    boolean mails();

    /** Whether the guest of a response has a page of their own, which still opens. */
    boolean hasPage(Tx tx, UUID response);

    /** Asks a guest whether they are content now, in the transaction that closes their case. */
    void ask(Tx tx, FollowUp followUp);
}
