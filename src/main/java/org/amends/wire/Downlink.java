package org.amends.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What the hub has to say to one terminal: messages that are numbered from 1 without a gap and signed, each over the exact
 * text that travels, so that nobody between can make one up, alter it, leave one out or hand it to another terminal. Beside
 * them goes what became of what its guests said, signed likewise.
 */
public final class Downlink {

    /** The form of the text. A terminal takes no other. */
    public static final int FORMAT = 1;
    /** The longest that a terminal may ask the hub to wait for something to say, in seconds. */
    public static final int LONGEST_WAIT = 25;
    /** The highest number: what every JSON reader can hold exactly. */
    public static final long HIGHEST_NUMBER = (1L << 53) - 1;

    /** The number of what is not to be done in an order: so nobody between can put it into one. */
    public static final long NO_ORDER = 0;

    private static final String ALGORITHM = "Ed25519";

    private Downlink() {
    }

    /**
     * A message as it travels.
     *
     * @param message   the exact text
     * @param signature over its UTF-8 bytes, Ed25519, base64url
     */
    public record Signed(String message, String signature) {
    }

    /**
     * The answer to a terminal that waits.
     *
     * @param messages in order, those after the number it named; empty if there is nothing yet
     * @param progress of what its guests said, one for each response, by {@link Progress#serial}; those are no orders, so they
     *                 have the number {@link #NO_ORDER}, may be left out, and are no longer given out when they are old
     */
    public record Answer(List<Signed> messages, List<Signed> progress) {

        public Answer {
            messages = messages == null ? List.of() : List.copyOf(messages);
            progress = progress == null ? List.of() : List.copyOf(progress);
        }

        /** Whether there is nothing to say. */
        public boolean isEmpty() {
            return messages.isEmpty() && progress.isEmpty();
        }
    }

    /**
     * A message as it is meant.
     *
     * @param number   from 1, without a gap for each terminal; {@link #NO_ORDER} for what is no order
     * @param terminal whom it is for
     * @param issued   when, by the hub's clock
     */
    public record Message(long number, String terminal, Instant issued, Saying saying) {
    }

    /** What is said. */
    public sealed interface Saying {

        /** These settings are in force, and none that an earlier message named. */
        record Settings(TerminalSettings settings) implements Saying {
        }

        /** Ask for a new token. */
        record RenewToken() implements Saying {
        }

        /** The hub accepts nothing more from this terminal. */
        record Revoked() implements Saying {
        }

        /** Seal to this key from now on. */
        record Sealing(SealingKey key) implements Saying {
        }

        /**
         * Guests' phones reach the hub by this from now on.
         *
         * @param address http or https, and a host; empty where no phone can
         */
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        record GuestAddress(Optional<URI> address) implements Saying {

            public GuestAddress {
                address = address == null ? Optional.empty() : address;
            }

            private boolean leadsSomewhere() {
                return address.stream().allMatch(to -> to.getHost() != null && to.getScheme().matches("https?"));
            }
        }

        /**
         * These lines stand on the idle screen, and none that an earlier message named.
         *
         * @param lines the newest first, at most {@link #MOST}; else {@link IllegalArgumentException}
         */
        record Lines(List<HouseLine> lines) implements Saying {

            /** The most lines: each is seen once in some minutes. */
            public static final int MOST = 10;

            public Lines {
                if (lines == null || lines.size() > MOST || lines.stream().anyMatch(Objects::isNull)) {
                    throw new IllegalArgumentException("lines: none to " + MOST + " of them");
                }
                lines = List.copyOf(lines);
            }
        }

        /** The guest of a response was erased: let go of what is kept of their words, and send no more than its place. */
        record Erase(UUID response) implements Saying {
        }

        /** This became of what a guest said. */
        record OfGuest(Progress progress) implements Saying {
        }

        /** Of a later version of the hub: to be passed by. */
        record Unknown(String kind) implements Saying {
        }
    }

    /** What came of reading a message. */
    public sealed interface Opened {

        /** The hub said it. */
        record Genuine(Message message) implements Opened {
        }

        /** It is not to be believed. */
        record Refused(String why) implements Opened {
        }
    }

    /** The text, with its parts in the order they are written. */
    record Text(int format, long number, String terminal, Instant issued, String kind, JsonNode body) {
    }

    /** The name of what is said. */
    public static String kind(Saying saying) {
        return switch (saying) {
            case Saying.Settings _ -> "settings";
            case Saying.RenewToken _ -> "renew-token";
            case Saying.Revoked _ -> "revoked";
            case Saying.Sealing _ -> "sealing-key";
            case Saying.GuestAddress _ -> "guest-address";
            case Saying.Lines _ -> "lines";
            case Saying.Erase _ -> "erase";
            case Saying.OfGuest _ -> "progress";
            case Saying.Unknown unknown -> unknown.kind();
        };
    }

    /**
     * Writes and signs a message.
     *
     * @param key Ed25519
     */
    public static Signed sign(Message message, PrivateKey key) {
        Object body = switch (message.saying()) {
            case Saying.Settings settings -> settings.settings();
            case Saying.Sealing sealing -> sealing.key();
            case Saying.GuestAddress address -> address;
            case Saying.Lines lines -> lines;
            case Saying.Erase erase -> erase;
            case Saying.OfGuest of -> of.progress();
            default -> Map.of();
        };
        String text = Wire.line(new Text(FORMAT, message.number(), message.terminal(), message.issued(),
                kind(message.saying()), Wire.tree(body)));
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return new Signed(text, Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the signing key cannot sign", impossible);
        }
    }

    /**
     * Reads a message, of which nothing is looked at before its signature is found good.
     *
     * @param key the public key that pairing gave: X.509, base64url
     */
    public static Opened open(Signed signed, String key) {
        if (signed.message() == null || signed.signature() == null || !genuine(signed, key)) {
            return new Opened.Refused("its signature is not the hub's");
        }
        Optional<Text> read = Wire.read(signed.message().getBytes(StandardCharsets.UTF_8), Text.class);
        if (read.isEmpty() || read.get().format() != FORMAT) {
            return new Opened.Refused("it is of another form than this program knows");
        }
        Text text = read.get();
        if (text.terminal() == null || text.issued() == null || text.kind() == null) {
            return new Opened.Refused("a part of it is missing");
        }
        return new Opened.Genuine(new Message(text.number(), text.terminal(), text.issued(), saying(text)));
    }

    private static Saying saying(Text text) {
        Optional<? extends Saying> known = switch (text.kind()) {
            case "settings" -> Wire.part(text.body(), TerminalSettings.class).map(Saying.Settings::new);
            case "renew-token" -> Optional.of(new Saying.RenewToken());
            case "revoked" -> Optional.of(new Saying.Revoked());
            case "sealing-key" -> Wire.part(text.body(), SealingKey.class)
                    .filter(key -> key.id() != null && key.publicKey() != null).map(Saying.Sealing::new);
            case "guest-address" -> Wire.part(text.body(), Saying.GuestAddress.class)
                    .filter(Saying.GuestAddress::leadsSomewhere);
            case "lines" -> Wire.part(text.body(), Saying.Lines.class);
            case "erase" -> Wire.part(text.body(), Saying.Erase.class).filter(erase -> erase.response() != null);
            case "progress" -> Wire.part(text.body(), Progress.class).map(Saying.OfGuest::new);
            default -> Optional.empty();
        };
        return known.<Saying>map(saying -> saying).orElseGet(() -> new Saying.Unknown(text.kind()));
    }

    private static boolean genuine(Signed signed, String key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getUrlDecoder().decode(key))));
            signature.update(signed.message().getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(signed.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException noneOfOurs) {
            return false;
        }
    }
}
