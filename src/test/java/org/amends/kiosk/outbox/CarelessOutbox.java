package org.amends.kiosk.outbox;

/** An outbox that a power cut can rob, to prove that who looks for lost entries would see them. */
public final class CarelessOutbox {

    private CarelessOutbox() {
    }

    /** Lets an open outbox commit with {@code synchronous=NORMAL} from now on. */
    public static void make(Outbox outbox) {
        outbox.commitCarelessly();
    }
}
