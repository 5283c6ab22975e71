package org.amends.kiosk.devices.cards;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The staff badges and place tags of this terminal, by their digests.
 *
 * <p>A UID alone makes no badge: it is printed on many cards, read in passing, and there are so few that a list of their hashes
 * hides nothing. So a badge or a tag carries a text of {@code amends:} and a secret of at least 128 bits that any program for
 * phones writes, and is known by the hash of both, UID and text. The list of such hashes tells nothing to who reads the settings
 * and is the same for every terminal of a site without a key to keep; the text copied to another card has another UID. What it
 * does not stop is a copy of both by somebody who has had the badge in hand, on a card made to lie about its UID: a badge opens
 * what the venue would open to who holds the key to a cupboard.
 *
 * @param digests what each means
 */
public record KnownCards(Map<String, CardMeaning.Known> digests) {

    /** What stands on a badge or tag: 22 characters of base64url hold 128 bits. */
    private static final Pattern SECRET = Pattern.compile("amends:[A-Za-z0-9_-]{22,200}");
    /** Where no card means anything. */
    public static final KnownCards NONE = new KnownCards(Map.of());

    /** A digest as it stands in the settings: SHA-256 in base64url. */
    public static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** What a digest looks like, for who wrote another. */
    public static final String DIGEST_ALLOWED = "43 characters of base64url, as amends kiosk --check-hardware shows them";

    public KnownCards {
        digests = Map.copyOf(digests);
    }

    /** What a card means. */
    public CardMeaning meaning(Card card) {
        Optional<String> digest = digest(card);
        if (digest.isPresent()) {
            CardMeaning.Known known = digests.get(digest.get());
            return known != null ? known : new CardMeaning.NotKnown(digest.get());
        }
        return card.isPassing() ? new CardMeaning.OfTheMoment() : new CardMeaning.GuestCard(card);
    }

    /** What a badge or tag is known by; empty for any other card. */
    static Optional<String> digest(Card card) {
        return card.records().stream().flatMap(record -> record.text().stream())
                .filter(text -> SECRET.matcher(text).matches()).findFirst()
                .map(secret -> hash("amends card 1\n" + card.uid() + "\n" + secret));
    }

    private static String hash(String text) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none); // every Java has it
        }
    }
}
