package org.amends.kiosk.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;
import org.amends.response.Touchpoint;
import org.amends.wire.TerminalSettings;

/**
 * Reads a terminal's settings file. Every key is declared here once; what each is for stands in
 * {@code kiosk-config/kiosk.yaml}, which names them all.
 */
public final class SettingsFile {

    private static final Key<String> SITE = Key.needed("site", value -> value.text(Touchpoint.LONGEST_NAME));
    private static final Key<String> TOUCHPOINT = Key.needed("touchpoint", value -> value.text(Touchpoint.LONGEST_NAME));
    private static final Key<String> SURVEY = Key.needed("survey", value -> value.text(500));
    private static final Key<List<Timed>> SURVEYS = Key.or("surveys", List.of(), SettingsFile::surveys);
    private static final Key<List<Hours>> OPEN_HOURS = Key.or("open-hours", List.of(), SettingsFile::openHours);
    private static final Key<URI> HUB = Key.needed("hub", SettingsFile::hub);
    private static final Key<Optional<InetSocketAddress>> PROXY = Key.or("proxy", Optional.empty(), SettingsFile::proxy);
    private static final Key<HubLink.Ca> HUB_CA = Key.or("hub-ca", new HubLink.Ca.Paired(), SettingsFile::hubCa);
    private static final Key<Persona> PERSONA = Key.needed("persona", value -> value.oneOf(words(Persona.values())));
    private static final Key<LookName> LOOK = Key.or("look", LookName.DAY, value -> value.oneOf(words(LookName.values())));
    private static final Key<Optional<String>> BRAND = Key.or("brand", Optional.empty(),
            value -> Optional.of(value.text(500)));
    private static final Key<Boolean> MOTION = Key.or("motion", true, Value::yesOrNo);
    private static final Key<Integer> ANSWER_SECONDS = Key.or("answer-seconds", 30,
            value -> value.wholeNumber(TerminalSettings.SHORTEST_ANSWER, TerminalSettings.LONGEST_ANSWER));
    private static final Key<Integer> THANKS_SECONDS = Key.or("thanks-seconds", 6,
            value -> value.wholeNumber(TerminalSettings.SHORTEST_THANKS, TerminalSettings.LONGEST_THANKS));
    private static final Key<Integer> UNDO_SECONDS = Key.or("undo-seconds", 4, value -> value.wholeNumber(0, 10));
    private static final Key<Integer> OUTBOX_MEGABYTES = Key.or("outbox-megabytes", 500,
            value -> value.wholeNumber(10, 100_000));
    private static final Key<OptionalInt> SCREEN_WIDTH_MM = Key.or("screen-width-mm", OptionalInt.empty(),
            value -> OptionalInt.of(value.wholeNumber(50, 3000)));

    private static final Key<Boolean> SCREEN = Key.or("screen", true,
            value -> value.oneOf(Map.of("display", true, "none", false)));
    private static final Key<Optional<String>> WIRING = Key.or("wiring", Optional.empty(),
            value -> Optional.of(value.text(500)));
    private static final Key<Integer> GUARD_MS = Key.or("guard-ms", 700, value -> value.wholeNumber(0, 5000));
    private static final Key<Presses.Keys> TACTILE_KEYS = Key.or("keys", Presses.Keys.SHIPPED, SettingsFile::keys);

    private static final Key<Boolean> STAFF_PIN = Key.or("staff-pin", true, Value::yesOrNo);
    private static final Key<Boolean> RECOVERY_CODE = Key.or("recovery-code", true, Value::yesOrNo);

    private static final Pattern KEY = Pattern
            .compile("F([1-9]|1[0-9]|2[0-4])|NUMPAD[0-9]|HOME|END|PAGE_UP|PAGE_DOWN|INSERT");
    private static final String KEY_ALLOWED = "F1 to F24, NUMPAD0 to NUMPAD9, HOME, END, PAGE_UP, PAGE_DOWN or INSERT,"
            + " each for one purpose";

    private static final Set<String> KEYS = Stream
            .of(SITE, TOUCHPOINT, SURVEY, SURVEYS, OPEN_HOURS, HUB, PROXY, HUB_CA, PERSONA, LOOK, BRAND, MOTION,
                    ANSWER_SECONDS,
                    THANKS_SECONDS, UNDO_SECONDS, OUTBOX_MEGABYTES, SCREEN_WIDTH_MM, SCREEN, WIRING, GUARD_MS, TACTILE_KEYS,
                    STAFF_PIN, RECOVERY_CODE)
            .map(Key::name).collect(Collectors.toSet());

    private SettingsFile() {
    }

    /**
     * Reads and checks settings. A survey named by a relative path is looked for beside the settings file.
     *
     * @throws FileProblem with file, line, the value and what is allowed
     */
    public static Settings read(Path file) {
        Value top = CheckedFile.read(file);
        top.allowOnly(KEYS);
        return new Settings(new Touchpoint(SITE.in(top), TOUCHPOINT.in(top)),
                file.toAbsolutePath().resolveSibling(SURVEY.in(top)),
                SURVEYS.in(top).stream().map(timed -> new Settings.TimedSurvey(
                        file.toAbsolutePath().resolveSibling(timed.survey()), timed.hours())).toList(),
                OPEN_HOURS.in(top), HUB.in(top),
                new HubLink(PROXY.in(top), HUB_CA.in(top)), PERSONA.in(top), LOOK.in(top),
                BRAND.in(top).map(file.toAbsolutePath()::resolveSibling),
                MOTION.in(top), Duration.ofSeconds(ANSWER_SECONDS.in(top)), Duration.ofSeconds(THANKS_SECONDS.in(top)),
                Duration.ofSeconds(UNDO_SECONDS.in(top)),
                OUTBOX_MEGABYTES.in(top), SCREEN_WIDTH_MM.in(top),
                new Presses(Duration.ofMillis(GUARD_MS.in(top)), TACTILE_KEYS.in(top)), SCREEN.in(top),
                WIRING.in(top).map(file.toAbsolutePath()::resolveSibling), STAFF_PIN.in(top), RECOVERY_CODE.in(top));
    }

    private static Presses.Keys keys(Value value) {
        value.allowOnly(Set.of("previous", "next", "choose", "voice"));
        Presses.Keys shipped = Presses.Keys.SHIPPED;
        Presses.Keys keys = new Presses.Keys(key(value, "previous", shipped.previous()),
                key(value, "next", shipped.next()), key(value, "choose", shipped.choose()),
                key(value, "voice", shipped.voice()));
        if (Set.copyOf(keys.all()).size() < keys.all().size()) {
            throw value.wrong(KEY_ALLOWED);
        }
        return keys;
    }

    private static String key(Value keys, String purpose, String shipped) {
        return keys.find(purpose).map(SettingsFile::key).orElse(shipped);
    }

    /**
     * The name of a key that types nothing, as tactile keys and button boxes send it.
     *
     * @throws FileProblem if it is none of those
     */
    public static String key(Value value) {
        return value.text(KEY, KEY_ALLOWED);
    }

    private static URI hub(Value value) {
        return hub(value.text(500)).orElseThrow(() -> value.wrong(HUB_ALLOWED));
    }

    /** A host and a port; the host may be an address, one of IPv6 in brackets. */
    private static Optional<InetSocketAddress> proxy(Value value) {
        String typed = value.text(300);
        return hub("http://" + typed).filter(address -> address.getPort() > 0)
                .map(address -> Optional.of(InetSocketAddress.createUnresolved(address.getHost(), address.getPort())))
                .orElseThrow(() -> value.wrong("a host and a port, such as proxy.example:3128"));
    }

    /** A file is looked for beside the settings, as the survey is. */
    private static HubLink.Ca hubCa(Value value) {
        String typed = value.text(500);
        return typed.equals("system")
                ? new HubLink.Ca.Machine()
                : new HubLink.Ca.File(Path.of(value.file()).toAbsolutePath().resolveSibling(typed));
    }

    /** A survey as the file names it. */
    private record Timed(String survey, Hours hours) {
    }

    private static List<Timed> surveys(Value list) {
        List<Timed> surveys = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        for (Value item : list.items()) {
            item.allowOnly(Set.of("survey", "days", "from", "until"));
            surveys.add(new Timed(item.get("survey").text(500), hours(item, taken)));
        }
        return surveys;
    }

    private static List<Hours> openHours(Value list) {
        List<Hours> open = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        for (Value item : list.items()) {
            item.allowOnly(Set.of("days", "from", "until"));
            open.add(hours(item, taken));
        }
        if (open.isEmpty()) {
            throw list.wrong("at least one period; without this key it is always open");
        }
        return open;
    }

    private record Taken(Hours hours, int line) {
    }

    private static Hours hours(Value block, List<Taken> taken) {
        if (taken.size() == MOST_PERIODS) {
            throw block.wrong("up to " + MOST_PERIODS + " periods");
        }
        int from = minute(block.get("from"), FROM, FROM_IN_WORDS);
        int until = minute(block.get("until"), UNTIL, UNTIL_IN_WORDS);
        if (from == until) {
            throw block.get("until").wrong("another time than \"from\"; a whole day is from 00:00 until 24:00");
        }
        Hours hours = new Hours(block.find("days").map(SettingsFile::days).orElse(EnumSet.allOf(DayOfWeek.class)), from,
                until);
        taken.forEach(earlier -> hours.inCommonWith(earlier.hours()).ifPresent(minute -> {
            throw block.get("from").wrong("hours that nothing else has: " + minute + " is in those of line "
                    + earlier.line() + ", too");
        }));
        taken.add(new Taken(hours, block.line()));
        return hours;
    }

    private static int minute(Value value, Pattern form, String allowed) {
        String[] clock = value.text(form, allowed).split(":");
        return Integer.parseInt(clock[0]) * 60 + Integer.parseInt(clock[1]);
    }

    /** Days and spans of days, which may go over the week's end. */
    private static Set<DayOfWeek> days(Value value) {
        List<String> names = Hours.dayNames();
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : value.text(100).split(",", -1)) {
            List<Integer> ends = Stream.of(part.strip().split("-", -1)).map(end -> names.indexOf(end.strip())).toList();
            if (ends.size() > 2 || ends.contains(-1)) {
                throw value.wrong(DAYS_IN_WORDS);
            }
            DayOfWeek last = DayOfWeek.of(ends.getLast() + 1);
            for (DayOfWeek day = DayOfWeek.of(ends.getFirst() + 1); day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days;
    }

    private static final int MOST_PERIODS = 50;
    private static final Pattern FROM = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern UNTIL = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");
    private static final String FROM_IN_WORDS = "a time from 00:00 to 23:59";
    private static final String UNTIL_IN_WORDS = "a time from 00:00 to 24:00; one before \"from\" is on the next day";
    private static final String DAYS_IN_WORDS = "days such as monday, spans such as monday-friday, or several of them"
            + " with commas between";

    private static final int HIGHEST_PORT = 65_535;

    /** What {@link #hub(String)} takes, in words. */
    public static final String HUB_ALLOWED = "an address such as http://hub.example:8480, without a path, a user or a query";

    /** A hub's address as typed, or empty if it is none. */
    public static Optional<URI> hub(String typed) {
        try {
            URI address = new URI(typed);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            // Without "//", as in "hub.example:8480", what follows the colon is no path but opaque to the parser.
            boolean bare = address.getUserInfo() == null && address.getQuery() == null && address.getFragment() == null
                    && address.getPath() != null && (address.getPath().isEmpty() || address.getPath().equals("/"));
            boolean reachable = address.getHost() != null && address.getPort() != 0 && address.getPort() <= HIGHEST_PORT;
            return web && bare && reachable ? Optional.of(address.resolve("/")) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        return Stream.of(values).collect(Collectors.toMap(value -> value.name().toLowerCase(Locale.ROOT), value -> value));
    }

    private record Key<T>(String name, Optional<T> orElse, Function<Value, T> reader) {

        static <T> Key<T> needed(String name, Function<Value, T> reader) {
            return new Key<>(name, Optional.empty(), reader);
        }

        static <T> Key<T> or(String name, T orElse, Function<Value, T> reader) {
            return new Key<>(name, Optional.of(orElse), reader);
        }

        T in(Value top) {
            return top.find(name).map(reader).or(() -> orElse).orElseGet(() -> reader.apply(top.get(name)));
        }
    }
}
