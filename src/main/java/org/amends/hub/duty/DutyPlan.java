package org.amends.hub.duty;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.messages.MailServer;
import org.amends.hub.messages.Secret;
import org.amends.hub.recovery.Gravity;

/**
 * Who is told what, when and by which way.
 *
 * @param zone       of sites that are not named, and of quiet times that name none
 * @param sites      by name, as terminals name them
 * @param targets    for each gravity, where a site has none of its own
 * @param levels     of escalation
 * @param people     by name
 * @param teams      by name
 * @param rota       who works when
 * @param address    what links to cases begin with; without it nobody can be told but by the inbox
 * @param staleAfter what should have been told longer ago than that, by the hub's clock, only the inbox shows
 * @param seenWithin what nobody was shown by the inbox within so much time, its site being open, is told to the next level at
 *                   once; empty where that is not watched
 * @param mail       where e-mail goes out
 * @param webhookKey what webhooks are signed with
 */
public record DutyPlan(ZoneId zone, Map<String, Site> sites, Map<Gravity, Targets> targets, List<Level> levels,
        Map<String, Person> people, Map<String, Team> teams, List<Shift> rota, Optional<URI> address, Duration staleAfter,
        Optional<Duration> seenWithin, Optional<MailServer> mail, Optional<Secret> webhookKey) {

    static final Duration STALE_AFTER = Duration.ofMinutes(30);
    static final Duration SEEN_WITHIN = Duration.ofMinutes(2);

    /** Without a plan: always open, the usual targets, and nobody is told but by the inbox. */
    public static final DutyPlan NONE = new DutyPlan(ZoneId.of("UTC"), Map.of(), Map.of(), List.of(), Map.of(), Map.of(),
            List.of(), Optional.empty(), STALE_AFTER, Optional.of(SEEN_WITHIN), Optional.empty(), Optional.empty());

    /**
     * A site.
     *
     * @param hours   when somebody is there
     * @param targets of its own, for each gravity that has them
     */
    public record Site(Hours hours, Map<Gravity, Targets> targets) {
    }

    /**
     * Somebody who can be told, or something that passes it on.
     *
     * @param email    their address
     * @param webhook  where webhooks for them go
     * @param quiet    when they are left in peace
     * @param language of what they are sent
     */
    public record Person(String name, Optional<String> email, Optional<URI> webhook, Optional<Quiet> quiet,
            Locale language) {
    }

    /**
     * Several who are told together.
     *
     * @param members names of people
     * @param quiet   when all of them are left in peace
     */
    public record Team(String name, List<String> members, Optional<Quiet> quiet) {
    }

    /**
     * A part of the rota.
     *
     * @param sites where; empty for every site
     * @param hours when, by the clock of the place that it is for
     * @param who   names of people
     */
    public record Shift(String team, Set<String> sites, Week hours, List<String> who) {
    }

    /**
     * Somebody who is to be told.
     *
     * @param quiet when they are to be left in peace: by their own word and by that of the team they are told as
     */
    public record Told(Person person, List<Quiet> quiet) {

        /** From when on they may be told. */
        public Instant from(Instant moment, boolean urgent) {
            return Quiet.after(moment, urgent ? quiet.stream().filter(one -> !one.urgentPasses()).toList() : quiet);
        }
    }

    /**
     * Reads a plan.
     *
     * @param  zone                                of the venue, where the plan names none
     * @throws org.amends.checkedfile.FileProblem with file, line, the value and what is allowed
     */
    public static DutyPlan read(Path file, ZoneId zone) {
        return new DutyFile(zone).read(file);
    }

    /** When a site is open; one that the plan does not name is always. */
    public Hours hours(String site) {
        return Optional.ofNullable(sites.get(site)).map(Site::hours).orElseGet(() -> Hours.always(zone));
    }

    /** What is aimed at for a case of some gravity at a site. */
    public Targets targets(String site, Gravity gravity) {
        return Stream.of(Optional.ofNullable(sites.get(site)).map(Site::targets).orElse(Map.of()), targets)
                .filter(some -> some.containsKey(gravity)).map(some -> some.get(gravity)).findFirst().orElse(Targets.USUAL);
    }

    /**
     * Who of a team works at a site at a moment. Where the rota names nobody then, that is the whole team: what reaches
     * nobody is worse than what reaches somebody at home.
     */
    public List<String> onDuty(String team, String site, Instant moment) {
        Set<String> now = new LinkedHashSet<>();
        for (Shift shift : rota) {
            if (shift.team.equals(team) && (shift.sites.isEmpty() || shift.sites.contains(site))
                    && new Hours(hours(site).zone(), shift.hours).at(moment)) {
                now.addAll(shift.who);
            }
        }
        return now.isEmpty() ? teams.get(team).members : List.copyOf(now);
    }

    /** The teams that somebody is in. */
    public List<Team> teamsOf(String person) {
        return teams.values().stream().filter(team -> team.members.contains(person)).toList();
    }

    /**
     * The sites that a team works at, at whatever hour: what comes up while none of it works is its own all the same. Empty
     * for every site, also where the rota says nothing of the team.
     */
    public Set<String> sitesOf(Team team) {
        List<Shift> shifts = rota.stream().filter(shift -> shift.team.equals(team.name)).toList();
        return shifts.stream().anyMatch(shift -> shift.sites.isEmpty())
                ? Set.of()
                : shifts.stream().flatMap(shift -> shift.sites.stream()).collect(Collectors.toSet());
    }

    /** Whom a level tells at a site at a moment, each once. */
    public List<Told> told(Level level, String site, Instant moment) {
        Map<String, Told> told = new LinkedHashMap<>();
        for (String name : level.tell()) {
            Optional<Team> team = Optional.ofNullable(teams.get(name));
            List<String> names = team.isPresent() ? onDuty(name, site, moment) : List.of(name);
            for (String person : names) {
                told.computeIfAbsent(person, _ -> told(people.get(person), team));
            }
        }
        return List.copyOf(told.values());
    }

    private static Told told(Person person, Optional<Team> team) {
        List<Quiet> quiet = new ArrayList<>();
        person.quiet.ifPresent(quiet::add);
        team.flatMap(Team::quiet).ifPresent(quiet::add);
        return new Told(person, quiet);
    }
}
