package org.amends.wire;

import org.amends.response.Touchpoint;

/** How a terminal gets its token: staff type a one-time code into it, and it shows that to the hub once. */
public final class Pairing {

    private Pairing() {
    }

    /**
     * What the terminal asks.
     *
     * @param code       as issued by the hub; case, spaces and hyphens do not matter
     * @param touchpoint where the terminal stands
     */
    public record Request(String code, Touchpoint touchpoint) {
    }

    /**
     * What it gets.
     *
     * @param terminal its id at this hub
     * @param token    a secret, sent with every batch
     */
    public record Answer(String terminal, String token) {

        /** Without the token, which must never reach a log. */
        @Override
        public String toString() {
            return "Answer[terminal=" + terminal + ", token=***]";
        }
    }
}
