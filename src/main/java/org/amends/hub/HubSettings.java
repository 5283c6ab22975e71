package org.amends.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;
import org.amends.hub.privacy.Retention;
import org.amends.wire.HouseLine;

/**
 * What can be set, read once at start.
 *
 * @param bind                the address to listen on
 * @param port                0 to 65535; 0 for any free one
 * @param negativeScoreAtMost what the first rule begins with at the first start: a rating opens a case when its score is
 *                            no higher; 1 to 9
 * @param tls                 whether and how the hub speaks TLS
 * @param duty                the file that says who is told what and when; empty for the inbox alone
 * @param nobodyFreeAfter     a guest who wants somebody to come is told that nobody is free if nobody has said by then that
 *                            they do; 10 to 600 seconds
 * @param closing             the file that says what whoever closes a case chooses from; empty for what is built in
 * @param guests              how guests reach their own page, and how long
 * @param offers              the file that says what guests are offered; empty for what is built in
 * @param keep                how long what tells of guests is kept; each 1 to 3650 days, or for ever
 */
record HubSettings(String bind, int port, int negativeScoreAtMost, Tls tls, Optional<Path> duty, Duration nobodyFreeAfter,
        Optional<Path> closing, Guests guests, Optional<Path> offers, Retention.Keep keep) {

    /**
     * What guests reach with their own phones.
     *
     * @param address what links to the guest page begin with, with a slash at its end; empty where no address is known that
     *                a guest's phone could reach
     * @param linksFor  after so long without a word from anybody a link leads nowhere; 1 to 365 days
     * @param sentWithin a message that could not be sent for so long is stale and is not sent any more; 5 minutes to 2 days
     * @param languages what they read at the terminals, BCP 47, the house language first
     */
    record Guests(Optional<URI> address, Duration linksFor, Duration sentWithin, List<String> languages) {

        Guests {
            languages = List.copyOf(languages);
        }

        private Guests withLanguages(List<String> others) {
            return new Guests(address, linksFor, sentWithin, others);
        }

        private Guests withAddress(URI other) {
            return new Guests(Optional.of(other), linksFor, sentWithin, languages);
        }

        private Guests withLinksFor(Duration other) {
            return new Guests(address, other, sentWithin, languages);
        }

        private Guests withSentWithin(Duration other) {
            return new Guests(address, linksFor, other, languages);
        }
    }

    /**
     * TLS.
     *
     * @param port        where; empty for not at all, 0 for any free one
     * @param names       host names and addresses that terminals and browsers reach the hub by, beside those it knows itself
     * @param certificate the venue's own certificate, in place of one of the site's CA; only together with {@code key}
     * @param key         the key that goes with it
     */
    record Tls(OptionalInt port, List<String> names, Optional<Path> certificate, Optional<Path> key) {

        static final Tls OFF = new Tls(OptionalInt.empty(), List.of(), Optional.empty(), Optional.empty());

        private Tls withPort(OptionalInt other) {
            return new Tls(other, names, certificate, key);
        }

        private Tls withNames(List<String> others) {
            return new Tls(port, others, certificate, key);
        }

        private Tls withCertificate(Path file) {
            return new Tls(port, names, Optional.of(file), key);
        }

        private Tls withKey(Path file) {
            return new Tls(port, names, certificate, Optional.of(file));
        }
    }

    static final HubSettings DEFAULTS = new HubSettings("127.0.0.1", 8480, 2, Tls.OFF, Optional.empty(),
            Duration.ofSeconds(90), Optional.empty(),
            new Guests(Optional.empty(), Duration.ofDays(30), Duration.ofHours(2), List.of("en")), Optional.empty(),
            Retention.Keep.USUAL);

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z.:-]{1,253}");
    private static final int LONGEST_FILE_NAME = 500;
    private static final int LONGEST_ADDRESS = 200;
    private static final int LONGEST_LANGUAGE = 20;
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    /** Every key, once: its name, and how its value gets in, with what is allowed. */
    private enum Key {
        BIND("bind", (settings, value) -> settings.withBind(
                value.text(Pattern.compile("[0-9A-Za-z.:-]{1,255}"),
                        "an address or host name, such as 127.0.0.1 or 0.0.0.0"))), //
        PORT("port", (settings, value) -> settings.withPort(value.wholeNumber(0, 65535))), //
        TLS_PORT("tls-port", (settings, value) -> settings.withTls(settings.tls.withPort(port(value)))), //
        NAMES("names", (settings, value) -> settings.withTls(settings.tls.withNames(
                value.items().stream().map(name -> name.text(NAME, "a host name or an address")).toList()))), //
        TLS_CERTIFICATE("tls-certificate",
                (settings, value) -> settings.withTls(settings.tls.withCertificate(file(value)))), //
        TLS_KEY("tls-key", (settings, value) -> settings.withTls(settings.tls.withKey(file(value)))), //
        NEGATIVE_SCORE_AT_MOST("negative-score-at-most",
                (settings, value) -> new HubSettings(settings.bind, settings.port, value.wholeNumber(1, 9), settings.tls,
                        settings.duty, settings.nobodyFreeAfter, settings.closing, settings.guests, settings.offers,
                        settings.keep)), //
        DUTY("duty", (settings, value) -> settings.withDuty(file(value))), //
        NOBODY_FREE_AFTER("nobody-free-after-seconds",
                (settings, value) -> settings.withNobodyFreeAfter(Duration.ofSeconds(value.wholeNumber(10, 600)))), //
        CLOSING("closing", (settings, value) -> settings.withClosing(file(value))), //
        KEEP_CONTACTS("keep-contacts-days", (settings, value) -> settings
                .withKeep(new Retention.Keep(days(value), settings.keep.comments()))), //
        KEEP_COMMENTS("keep-comments-days", (settings, value) -> settings
                .withKeep(new Retention.Keep(settings.keep.contacts(), days(value)))), //
        OFFERS("offers", (settings, value) -> settings.withOffers(file(value))), //
        GUEST_ADDRESS("guest-address",
                (settings, value) -> settings.withGuests(settings.guests.withAddress(address(value)))), //
        GUEST_LINKS_FOR("guest-links-for-days", (settings, value) -> settings
                .withGuests(settings.guests.withLinksFor(Duration.ofDays(value.wholeNumber(1, 365))))), //
        GUEST_MESSAGES_WITHIN("guest-messages-within-minutes", (settings, value) -> settings
                .withGuests(settings.guests.withSentWithin(Duration.ofMinutes(value.wholeNumber(5, 2880))))), //
        GUEST_LANGUAGES("guest-languages",
                (settings, value) -> settings.withGuests(settings.guests.withLanguages(languages(value))));

        private final String key;
        private final BiFunction<HubSettings, Value, HubSettings> set;

        Key(String key, BiFunction<HubSettings, Value, HubSettings> set) {
            this.key = key;
            this.set = set;
        }
    }

    /**
     * Reads a settings file; what it does not name keeps its default.
     *
     * @throws FileProblem with file, line, the value and what is allowed
     */
    static HubSettings read(Path file) {
        Value top = CheckedFile.read(file);
        top.allowOnly(Arrays.stream(Key.values()).map(key -> key.key).collect(Collectors.toSet()));
        HubSettings settings = DEFAULTS;
        for (Key key : Key.values()) {
            Optional<Value> given = top.find(key.key);
            if (given.isPresent()) {
                settings = key.set.apply(settings, given.get());
            }
        }
        if (settings.tls.certificate.isPresent() != settings.tls.key.isPresent()) {
            boolean hasKey = settings.tls.key.isPresent();
            throw top.get((hasKey ? Key.TLS_KEY : Key.TLS_CERTIFICATE).key)
                    .wrong("this only together with " + (hasKey ? Key.TLS_CERTIFICATE : Key.TLS_KEY).key);
        }
        return settings;
    }

    HubSettings withBind(String other) {
        return new HubSettings(other, port, negativeScoreAtMost, tls, duty, nobodyFreeAfter, closing, guests, offers, keep);
    }

    HubSettings withPort(int other) {
        return new HubSettings(bind, other, negativeScoreAtMost, tls, duty, nobodyFreeAfter, closing, guests, offers, keep);
    }

    HubSettings withTls(Tls other) {
        return new HubSettings(bind, port, negativeScoreAtMost, other, duty, nobodyFreeAfter, closing, guests, offers,
                keep);
    }

    HubSettings withNobodyFreeAfter(Duration other) {
        return new HubSettings(bind, port, negativeScoreAtMost, tls, duty, other, closing, guests, offers, keep);
    }

    HubSettings withDuty(Path other) {
        return new HubSettings(bind, port, negativeScoreAtMost, tls, Optional.of(other), nobodyFreeAfter, closing, guests,
                offers, keep);
    }

    HubSettings withClosing(Path file) {
        return new HubSettings(bind, port, negativeScoreAtMost, tls, duty, nobodyFreeAfter, Optional.of(file), guests,
                offers, keep);
    }

    HubSettings withOffers(Path file) {
        return new HubSettings(bind, port, negativeScoreAtMost, tls, duty, nobodyFreeAfter, closing, guests,
                Optional.of(file), keep);
    }

    HubSettings withKeep(Retention.Keep other) {
        return new HubSettings(bind, port, negativeScoreAtMost, tls, duty, nobodyFreeAfter, closing, guests, offers, other);
    }

    HubSettings withGuests(Guests other) {
        return new HubSettings(bind, port, negativeScoreAtMost, tls, duty, nobodyFreeAfter, closing, other, offers, keep);
    }

    /** What guests' phones reach this hub by, as far as these settings say; where they do not, the duty plan may. */
    Optional<URI> guestAddress() {
        return guests.address;
    }

    /** Guests' words travel to it, so it is https but for what is tried on one machine. */
    private static URI address(Value value) {
        String allowed = "what guests' phones reach this hub by, such as https://feedback.example.org";
        try {
            URI address = new URI(value.text(LONGEST_ADDRESS));
            boolean here = address.getHost() != null && THIS_MACHINE.contains(address.getHost());
            if (address.getHost() == null || !("https".equals(address.getScheme()) || here && "http".equals(
                    address.getScheme())) || !Set.of("", "/").contains(address.getPath()) || address.getQuery() != null
                    || address.getFragment() != null || address.getUserInfo() != null) {
                throw value.wrong(allowed);
            }
            return address.resolve("/");
        } catch (URISyntaxException noAddress) {
            throw value.wrong(allowed);
        }
    }

    /** In the file 0 stands for off, as it does where the key is absent. */
    private static OptionalInt port(Value value) {
        int port = value.wholeNumber(0, 65535);
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** In the file 0 stands for ever. */
    private static Optional<Duration> days(Value value) {
        int days = value.wholeNumber(0, 3650);
        return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
    }

    private static List<String> languages(Value value) {
        Set<String> languages = new LinkedHashSet<>();
        for (Value item : value.items()) {
            String language = item.text(LONGEST_LANGUAGE);
            if (!HouseLine.isLanguage(language) || !languages.add(language)) {
                throw item.wrong("a language such as de or pt-BR, each once");
            }
        }
        if (languages.isEmpty() || languages.size() > HouseLine.MOST_LANGUAGES) {
            throw value.wrong("1 to " + HouseLine.MOST_LANGUAGES + " languages, that of the house first");
        }
        return List.copyOf(languages);
    }

    private static Path file(Value value) {
        return Path.of(value.file()).toAbsolutePath().resolveSibling(value.text(LONGEST_FILE_NAME));
    }
}
