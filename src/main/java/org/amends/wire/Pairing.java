package org.amends.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
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
     * @param attempt    SHA-256 of a secret that the terminal made before its first try, base64url: the same code with the
     *                   same attempt is the same terminal, whose first answer was lost on the way; empty from terminals
     *                   that do not know this yet
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Request(String code, Touchpoint touchpoint, Optional<String> attempt) {

        public Request {
            attempt = attempt == null ? Optional.empty() : attempt;
        }

        /** Of a terminal that cannot say which attempt it is. */
        public Request(String code, Touchpoint touchpoint) {
            this(code, touchpoint, Optional.empty());
        }

        /** Without the code, which must never reach a log. */
        @Override
        public String toString() {
            return "Request[touchpoint=" + touchpoint + "]";
        }
    }

    /**
     * What it gets. Hubs and files from before the trust between both was built name the first two alone.
     *
     * @param terminal   its id at this hub
     * @param token      a secret, sent with every batch
     * @param ca         the certificate of the site's own CA, PEM: who has one of its certificates is this hub
     * @param signingKey the Ed25519 key that the hub signs its messages with, X.509, base64url
     * @param sealingKey the key that guests' words are sealed to
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Answer(String terminal, String token, Optional<String> ca, Optional<String> signingKey,
            Optional<SealingKey> sealingKey) {

        public Answer {
            ca = ca == null ? Optional.empty() : ca;
            signingKey = signingKey == null ? Optional.empty() : signingKey;
            sealingKey = sealingKey == null ? Optional.empty() : sealingKey;
        }

        /** An answer of a hub that has no keys of its own. */
        public Answer(String terminal, String token) {
            this(terminal, token, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** The same with another token. */
        public Answer withToken(String other) {
            return new Answer(terminal, other, ca, signingKey, sealingKey);
        }

        /** The same with another key to seal to. */
        public Answer withSealingKey(SealingKey other) {
            return new Answer(terminal, token, ca, signingKey, Optional.of(other));
        }

        /** Without the token, which must never reach a log. */
        @Override
        public String toString() {
            return "Answer[terminal=" + terminal + ", token=***]";
        }
    }

    /**
     * A new token. The old one stays good until this one is first used.
     *
     * @param token a secret
     */
    public record NewToken(String token) {

        /** Without the token, which must never reach a log. */
        @Override
        public String toString() {
            return "NewToken[token=***]";
        }
    }
}
