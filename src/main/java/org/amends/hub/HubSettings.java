package org.amends.hub;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
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
 */
record HubSettings(String bind, int port, int negativeScoreAtMost) {

    static final HubSettings DEFAULTS = new HubSettings("127.0.0.1", 8480, 2);

    /** Every key, once: its name, and how its value gets in, with what is allowed. */
    private enum Key {
        BIND("bind", (settings, value) -> settings.withBind(
                value.text(Pattern.compile("[0-9A-Za-z.:-]{1,255}"),
                        "an address or host name, such as 127.0.0.1 or 0.0.0.0"))), //
        PORT("port", (settings, value) -> settings.withPort(value.wholeNumber(0, 65535))), //
        NEGATIVE_SCORE_AT_MOST("negative-score-at-most",
                (settings, value) -> new HubSettings(settings.bind, settings.port, value.wholeNumber(1, 9)));

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
        return settings;
    }

    HubSettings withBind(String other) {
        return new HubSettings(other, port, negativeScoreAtMost);
    }

    HubSettings withPort(int other) {
        return new HubSettings(bind, other, negativeScoreAtMost);
    }
}
