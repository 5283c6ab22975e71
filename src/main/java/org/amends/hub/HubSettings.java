package org.amends.hub;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;

/**
 * What can be set, read once at start.
 *
 * @param bind                the address to listen on
 * @param port                0 to 65535; 0 for any free one
 * @param negativeScoreAtMost a rating opens a case when its score is no higher; 1 to 9
 * @param tls                 whether and how the hub speaks TLS
 */
record HubSettings(String bind, int port, int negativeScoreAtMost, Tls tls) {

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

    static final HubSettings DEFAULTS = new HubSettings("127.0.0.1", 8480, 2, Tls.OFF);

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z.:-]{1,253}");
    private static final int LONGEST_FILE_NAME = 500;

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
                (settings, value) -> new HubSettings(settings.bind, settings.port, value.wholeNumber(1, 9), settings.tls));

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
        return new HubSettings(other, port, negativeScoreAtMost, tls);
    }

    HubSettings withPort(int other) {
        return new HubSettings(bind, other, negativeScoreAtMost, tls);
    }

    HubSettings withTls(Tls other) {
        return new HubSettings(bind, port, negativeScoreAtMost, other);
    }

    /** In the file 0 stands for off, as it does where the key is absent. */
    private static OptionalInt port(Value value) {
        int port = value.wholeNumber(0, 65535);
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private static Path file(Value value) {
        return Path.of(value.file()).toAbsolutePath().resolveSibling(value.text(LONGEST_FILE_NAME));
    }
}
