package org.amends.hub.duty;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;
import org.amends.hub.messages.Channel;
import org.amends.hub.messages.MailServer;
import org.amends.hub.messages.Secret;
import org.amends.hub.messages.WebhookAddress;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.web.ReaderLanguage;

/** Reads a duty plan. */
final class DutyFile {

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_TIMES = 200;
    private static final int LONGEST_ADDRESS = 200;
    /** Four weeks: whatever takes longer is no matter of minutes. */
    private static final int MOST_MINUTES = 4 * 7 * Week.DAY;
    /** A shorter key could be guessed. */
    private static final int SHORTEST_KEY = 32;

    private static final String TIMES = "closed, all day, or times such as 07:00-11:00, 18:00-02:00";
    private static final Pattern STRETCH = Pattern
            .compile("([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");
    private static final Pattern NAME = Pattern
            .compile("[^\\p{Cntrl}\\u2028-\\u202E\\u2066-\\u2069]{1," + LONGEST_NAME + "}");
    private static final String EVERY_DAY = "every-day";

    private final ZoneId venue;
    private ZoneId zone;

    DutyFile(ZoneId venue) {
        this.venue = venue;
        zone = venue;
    }

    DutyPlan read(Path file) {
        Value top = CheckedFile.read(file);
        top.allowOnly(Set.of("zone", "address", "sites", "holidays", "targets", "people", "teams", "rota", "escalation",
                "stale-after", "seen-within", "mail", "webhooks"));
        zone = top.find("zone").map(DutyFile::zone).orElse(venue);
        Map<LocalDate, List<Week.Stretch>> holidays = top.find("holidays").map(DutyFile::dates).orElse(Map.of());
        Map<String, DutyPlan.Site> sites = named(top, "sites", (_, block) -> site(block, holidays));
        Map<String, DutyPlan.Person> people = named(top, "people", this::person);
        Map<String, DutyPlan.Team> teams = named(top, "teams", (name, block) -> team(name, block, people.keySet()));
        teams.keySet().stream().filter(people::containsKey).findFirst().ifPresent(both -> {
            throw new FileProblem(top.get("teams").get(both).remark("the name \"" + both
                    + "\" is not allowed for a team; allowed: any that no person has"));
        });
        Optional<MailServer> mail = top.find("mail").map(MailServer::read);
        Optional<Secret> key = top.find("webhooks").map(block -> {
            block.allowOnly(Set.of("key-file"));
            return Secret.named(block.get("key-file"), SHORTEST_KEY);
        });
        Set<Channel> ways = EnumSet.noneOf(Channel.class);
        mail.ifPresent(_ -> ways.add(Channel.EMAIL));
        key.ifPresent(_ -> ways.add(Channel.WEBHOOK));
        List<DutyPlan.Shift> rota = items(top, "rota", block -> shift(block, sites.keySet(), teams));
        List<Level> levels = top.find("escalation").map(block -> levels(block, sites.keySet(), people, teams, ways))
                .orElse(List.of());
        Optional<URI> address = top.find("address").map(DutyFile::address);
        if (address.isEmpty() && levels.stream().anyMatch(level -> !level.by().isEmpty())) {
            throw new FileProblem(top.get("escalation").remark("whoever is told needs a link to the case; the key"
                    + " \"address\" is missing at the top of this file"));
        }
        return new DutyPlan(zone, sites, top.find("targets").map(DutyFile::targets).orElse(Map.of()), levels, people, teams,
                rota, address, top.find("stale-after").map(DutyFile::minutes).orElse(DutyPlan.STALE_AFTER),
                top.find("seen-within").map(DutyFile::minutes).or(() -> Optional.of(DutyPlan.SEEN_WITHIN))
                        .filter(within -> !within.isZero()),
                mail, key);
    }

    private DutyPlan.Site site(Value block, Map<LocalDate, List<Week.Stretch>> everywhere) {
        block.allowOnly(Set.of("zone", "hours", "holidays", "targets"));
        ZoneId there = block.find("zone").map(DutyFile::zone).orElse(zone);
        Map<LocalDate, List<Week.Stretch>> holidays = new HashMap<>(everywhere);
        block.find("holidays").map(DutyFile::dates).ifPresent(holidays::putAll);
        return new DutyPlan.Site(new Hours(there, block.find("hours").map(DutyFile::week).orElse(Week.ALWAYS), holidays),
                block.find("targets").map(DutyFile::targets).orElse(Map.of()));
    }

    private DutyPlan.Person person(String name, Value block) {
        block.allowOnly(Set.of("email", "webhook", "quiet", "language"));
        Map<String, Locale> spoken = ReaderLanguage.SPOKEN.stream()
                .collect(Collectors.toMap(Locale::getLanguage, Function.identity()));
        return new DutyPlan.Person(name, block.find("email").map(MailServer::address),
                block.find("webhook").map(WebhookAddress::read), block.find("quiet").map(this::quiet),
                block.find("language").map(value -> value.oneOf(spoken)).orElse(ReaderLanguage.SPOKEN.getFirst()));
    }

    private DutyPlan.Team team(String name, Value block, Set<String> people) {
        block.allowOnly(Set.of("members", "quiet"));
        return new DutyPlan.Team(name, names(block.get("members"), people, "person"), block.find("quiet").map(this::quiet));
    }

    private Quiet quiet(Value block) {
        block.allowOnly(Set.of("zone", "hours", "urgent-passes"));
        Hours hours = new Hours(block.find("zone").map(DutyFile::zone).orElse(zone), week(block.get("hours")));
        if (hours.closes(Instant.EPOCH).isEmpty()) {
            throw block.get("hours").wrong("quiet times that end at some time of the week");
        }
        return new Quiet(hours, block.find("urgent-passes").map(Value::yesOrNo).orElse(false));
    }

    private static DutyPlan.Shift shift(Value block, Set<String> sites, Map<String, DutyPlan.Team> teams) {
        block.allowOnly(Set.of("team", "sites", "hours", "who"));
        String team = name(block.get("team"), teams.keySet(), "team");
        return new DutyPlan.Shift(team, sites(block, sites), week(block.get("hours")),
                names(block.get("who"), new HashSet<>(teams.get(team).members()), "member of the team " + team));
    }

    private static List<Level> levels(Value block, Set<String> sites, Map<String, DutyPlan.Person> people,
            Map<String, DutyPlan.Team> teams, Set<Channel> ways) {
        block.allowOnly(Stream.of(Level.Reason.values()).map(Level.Reason::id).collect(Collectors.toSet()));
        Set<String> ids = new HashSet<>();
        List<Level> levels = new ArrayList<>();
        for (Level.Reason reason : Level.Reason.values()) {
            for (Value item : block.find(reason.id()).map(Value::items).orElse(List.of())) {
                levels.add(level(item, reason, sites, people, teams, ways, ids));
            }
        }
        return levels;
    }

    private static Level level(Value block, Level.Reason reason, Set<String> sites, Map<String, DutyPlan.Person> people,
            Map<String, DutyPlan.Team> teams, Set<Channel> ways, Set<String> ids) {
        block.allowOnly(Set.of("after", "gravity", "sites", "tell", "by"));
        Duration after = minutes(block.get("after"));
        String id = reason.id() + "-after-" + after.toMinutes();
        for (int next = 2; !ids.add(id); next++) {
            id = reason.id() + "-after-" + after.toMinutes() + "-" + next;
        }
        Set<Gravity> gravity = block.find("gravity")
                .map(list -> list.items().stream().map(item -> item.oneOf(byName(Gravity.values(), Gravity::id)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Gravity.class))))
                .orElse(EnumSet.allOf(Gravity.class));
        Set<Channel> by = EnumSet.noneOf(Channel.class);
        for (Value item : block.get("by").items()) {
            Channel way = item.oneOf(byName(Channel.values(), Channel::id));
            if (!ways.contains(way)) {
                throw item
                        .wrong("a way that is set up in this file, under " + (way == Channel.EMAIL ? "mail" : "webhooks"));
            }
            by.add(way);
        }
        Set<String> everybody = new LinkedHashSet<>(people.keySet());
        everybody.addAll(teams.keySet());
        List<String> tell = names(block.get("tell"), everybody, "person or team");
        requireReachable(block.get("tell"), tell, people, teams, by);
        return new Level(id, reason, after, gravity, sites(block, sites), tell, by);
    }

    /** Whoever is named could otherwise wait for ever for what nobody can send them. */
    private static void requireReachable(Value tell, List<String> names, Map<String, DutyPlan.Person> people,
            Map<String, DutyPlan.Team> teams, Set<Channel> by) {
        names.stream().flatMap(name -> teams.containsKey(name) ? teams.get(name).members().stream() : Stream.of(name))
                .map(people::get).filter(person -> !(by.contains(Channel.EMAIL) && person.email().isPresent()
                        || by.contains(Channel.WEBHOOK) && person.webhook().isPresent()))
                .findFirst().ifPresent(person -> {
                    throw tell.wrong("people who have an address for one of the ways under \"by\"; " + person.name()
                            + " has none");
                });
    }

    private static Set<String> sites(Value block, Set<String> known) {
        return block.find("sites").map(list -> Set.copyOf(names(list, known, "site"))).orElse(Set.of());
    }

    private static Map<Gravity, Targets> targets(Value block) {
        block.allowOnly(Stream.of(Gravity.values()).map(Gravity::id).collect(Collectors.toSet()));
        Map<Gravity, Targets> targets = new EnumMap<>(Gravity.class);
        for (Gravity gravity : Gravity.values()) {
            block.find(gravity.id()).ifPresent(some -> {
                some.allowOnly(Set.of("acknowledge", "respond", "resolve"));
                Targets target = new Targets(minutes(some.get("acknowledge")), minutes(some.get("respond")),
                        minutes(some.get("resolve")));
                if (target.respond().compareTo(target.acknowledge()) < 0) {
                    throw some.get("respond").wrong("no less than acknowledge");
                }
                if (target.resolve().compareTo(target.respond()) < 0) {
                    throw some.get("resolve").wrong("no less than respond");
                }
                targets.put(gravity, target);
            });
        }
        return targets;
    }

    private static Week week(Value block) {
        Set<String> days = Arrays.stream(DayOfWeek.values()).map(DutyFile::id).collect(Collectors.toSet());
        days.add(EVERY_DAY);
        block.allowOnly(days);
        Map<DayOfWeek, List<Week.Stretch>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            block.find(id(day)).or(() -> block.find(EVERY_DAY)).ifPresent(times -> week.put(day, stretches(times)));
        }
        Week read = new Week(week);
        if (read.isEmpty()) {
            throw block.wrong("at least one day with times");
        }
        return read;
    }

    private static Map<LocalDate, List<Week.Stretch>> dates(Value block) {
        Map<LocalDate, List<Week.Stretch>> dates = new HashMap<>();
        block.entries().forEach((date, times) -> {
            try {
                dates.put(LocalDate.parse(date), stretches(times));
            } catch (DateTimeException noDate) {
                throw new FileProblem(times.remark("the key \"" + shown(date) + "\" is not allowed; allowed: a date such as"
                        + " 2026-12-25"));
            }
        });
        return dates;
    }

    private static List<Week.Stretch> stretches(Value value) {
        String text = value.text(LONGEST_TIMES);
        return switch (text) {
            case "closed" -> List.of();
            case "all day" -> List.of(new Week.Stretch(0, Week.DAY));
            default -> Arrays.stream(text.split(",", -1)).map(String::strip).map(times -> stretch(times, value)).toList();
        };
    }

    private static Week.Stretch stretch(String times, Value value) {
        Matcher read = STRETCH.matcher(times);
        if (!read.matches()) {
            throw value.wrong(TIMES);
        }
        int from = Integer.parseInt(read.group(1)) * 60 + Integer.parseInt(read.group(2));
        int to = read.group(3) == null ? Week.DAY : Integer.parseInt(read.group(3)) * 60 + Integer.parseInt(read.group(4));
        if (from == to) {
            throw value.wrong(TIMES + "; what ends as it begins would be all day");
        }
        return new Week.Stretch(from, to == 0 ? Week.DAY : to);
    }

    private static ZoneId zone(Value value) {
        String name = value.text(LONGEST_NAME);
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw value.wrong("a time zone, such as Europe/Berlin");
        }
        return ZoneId.of(name);
    }

    private static URI address(Value value) {
        String allowed = "what staff reach this hub by, such as https://hub.example.org:8443";
        try {
            URI address = new URI(value.text(LONGEST_ADDRESS));
            if (address.getHost() == null || !Set.of("http", "https").contains(String.valueOf(address.getScheme()))
                    || !Set.of("", "/").contains(address.getPath()) || address.getQuery() != null
                    || address.getFragment() != null || address.getUserInfo() != null) {
                throw value.wrong(allowed);
            }
            return address.resolve("/");
        } catch (URISyntaxException noAddress) {
            throw value.wrong(allowed);
        }
    }

    private static Duration minutes(Value value) {
        return Duration.ofMinutes(value.wholeNumber(0, MOST_MINUTES));
    }

    private interface Reader<T> {
        T read(String name, Value block);
    }

    private static <T> Map<String, T> named(Value top, String key, Reader<T> reader) {
        Map<String, T> named = new LinkedHashMap<>();
        top.find(key).map(Value::entries).orElse(Map.of()).forEach((name, block) -> {
            if (!NAME.matcher(name).matches() || !name.equals(name.strip())) {
                throw new FileProblem(block.remark("the name \"" + shown(name) + "\" is not allowed; allowed: 1 to "
                        + LONGEST_NAME + " characters on one line"));
            }
            named.put(name, reader.read(name, block));
        });
        return named;
    }

    private static <T> List<T> items(Value top, String key, Function<Value, T> reader) {
        return top.find(key).map(Value::items).orElse(List.of()).stream().map(reader).toList();
    }

    private static List<String> names(Value list, Set<String> known, String what) {
        List<String> names = list.items().stream().map(item -> name(item, known, what)).distinct().toList();
        if (names.isEmpty()) {
            throw list.wrong("at least one " + what);
        }
        return names;
    }

    private static String name(Value value, Set<String> known, String what) {
        String name = value.text(LONGEST_NAME);
        if (!known.contains(name)) {
            throw value.wrong("a " + what + " of this file"
                    + (known.isEmpty()
                            ? ", which has none"
                            : ": " + known.stream().sorted().collect(Collectors.joining(", "))));
        }
        return name;
    }

    private static <T> Map<String, T> byName(T[] all, Function<T, String> name) {
        return Arrays.stream(all).collect(Collectors.toMap(name, Function.identity()));
    }

    private static String id(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(String text) {
        String oneLine = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return oneLine.length() <= LONGEST_NAME ? oneLine : oneLine.substring(0, LONGEST_NAME) + "...";
    }
}
