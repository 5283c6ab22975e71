package org.amends.hub.funnel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amends.hub.duty.DutyPlan;
import org.amends.hub.funnel.Funnel.Asked;
import org.amends.hub.funnel.Funnel.Report;
import org.amends.hub.funnel.Funnel.Step;
import org.amends.hub.recovery.ClosingLists;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Database;
import org.amends.hub.web.Pages;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;

/** The funnel's page, and the same as a table to download. Nothing in either tells of a single guest. */
public final class FunnelRoutes {

    private static final String PAGE = "/funnel";
    private static final String TABLE = "/funnel.csv";
    private static final int DAYS_AT_FIRST = 30;
    /** Ten years: more is a slip of the hand. */
    private static final long MOST_DAYS = 3653;
    /** More stretches of time than that are asked for in longer ones. */
    private static final int MOST_DAYS_ONE_BY_ONE = 62;
    private static final int MOST_WEEKS_ONE_BY_ONE = 62 * 7;
    /** Lines of each table on the page; the download has them all. */
    private static final int ON_A_PAGE = 40;
    private static final int LONGEST_NAME = 80;

    private final StaffDoor door;
    private final Funnel funnel;
    private final Accounts accounts;
    private final ClosingLists closing;
    private final Pages pages;
    private final Clock clock;

    /**
     * @param plan  says who is in which team
     * @param clock in the zone of the venue
     */
    public FunnelRoutes(StaffDoor door, Database database, DutyPlan plan, Accounts accounts, ClosingLists closing,
            Pages pages, Clock clock) {
        this.door = door;
        this.accounts = accounts;
        this.closing = closing;
        this.pages = pages;
        this.clock = clock;
        funnel = new Funnel(database, person -> plan.teamsOf(person).stream().map(DutyPlan.Team::name).toList());
    }

    public List<Route> routes() {
        return List.of(Route.get(PAGE, door.page(Permission.FUNNEL_READ, this::show)),
                Route.get(TABLE, door.page(Permission.FUNNEL_READ, this::download)));
    }

    /** Whose calendar each site goes by: the plan's, where there is one, else the venue's. */
    public static Function<String, ZoneId> calendars(DutyPlan plan, ZoneId venue) {
        return site -> plan.equals(DutyPlan.NONE) ? venue : plan.hours(site).zone();
    }

    private Reply show(Request request, SignedIn who) {
        try {
            return page(200, asked(request, who.sites()), who, "");
        } catch (Misasked wrong) {
            LocalDate today = today();
            return page(422, new Asked(who.sites(), today.minusDays(DAYS_AT_FIRST - 1), today, Step.DAY, Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty()), who, wrong.getMessage());
        }
    }

    private Reply download(Request request, SignedIn who) {
        try {
            Asked asked = asked(request, who.sites());
            return Reply.of(200, "text/csv; charset=utf-8",
                    FunnelCsv.of(asked, funnel.report(asked)).getBytes(StandardCharsets.UTF_8))
                    .with("Cache-Control", "no-store")
                    .with("Content-Disposition",
                            "attachment; filename=\"funnel-" + asked.from() + "-" + asked.to() + ".csv\"");
        } catch (Misasked wrong) {
            return show(request, who);
        }
    }

    /** Something that was asked for cannot be; the words are for the reader. */
    private static final class Misasked extends Exception {

        private static final long serialVersionUID = 1;

        Misasked(String words) {
            super(words);
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private Asked asked(Request request, Sites sites) throws Misasked {
        LocalDate to = day(request, "to").orElseGet(this::today);
        LocalDate from = day(request, "from").orElseGet(() -> to.minusDays(DAYS_AT_FIRST - 1));
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days < 1 || days > MOST_DAYS) {
            throw new Misasked(pages.texts().say("funnel.wrong-days", from.toString(), to.toString()));
        }
        Step usual = days <= MOST_DAYS_ONE_BY_ONE ? Step.DAY : days <= MOST_WEEKS_ONE_BY_ONE ? Step.WEEK : Step.MONTH;
        Optional<Step> step = request.query("by")
                .flatMap(id -> Arrays.stream(Step.values()).filter(one -> one.id().equals(id)).findFirst());
        // No page has thousands of lines: what is asked for in too short stretches is told in longer ones.
        return new Asked(sites, from, to, step.filter(one -> one.compareTo(usual) > 0).orElse(usual),
                named(request, "site"), named(request, "touchpoint"), named(request, "team"), named(request, "person"));
    }

    private Optional<LocalDate> day(Request request, String name) throws Misasked {
        Optional<String> given = named(request, name);
        try {
            return given.map(LocalDate::parse).filter(day -> {
                if (day.getYear() < 1970 || day.getYear() > 9999) {
                    throw new DateTimeParseException("no year of ours", given.get(), 0);
                }
                return true;
            });
        } catch (DateTimeParseException noDay) {
            throw new Misasked(pages.texts().say("funnel.wrong-day", given.orElse("")));
        }
    }

    private static Optional<String> named(Request request, String name) {
        return request.query(name).map(String::strip).filter(text -> !text.isEmpty() && text.length() <= LONGEST_NAME);
    }

    private Reply page(int status, Asked asked, SignedIn who, String trouble) {
        Report report = funnel.report(asked);
        FunnelView view = new FunnelView(pages.texts());
        // Of whoever is elsewhere not even the name is told.
        Map<String, String> people = accounts.members().stream()
                .filter(member -> report.people().containsKey(member.staff().name()))
                .collect(Collectors.toMap(member -> member.staff().name(), member -> member.staff().displayName()));
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("trouble", trouble);
        model.put("from", asked.from().toString());
        model.put("to", asked.to().toString());
        model.put("fromWords", view.date(asked.from()));
        model.put("toWords", view.date(asked.to()));
        model.put("by", asked.step().id());
        model.put("steps", Arrays.stream(Step.values()).map(Step::id).toList());
        model.put("chosen", chosen(asked, people));
        model.put("narrow", narrow(asked).entrySet().stream().map(one -> List.of(one.getKey(), one.getValue())).toList());
        model.put("whole", PAGE + query(days(asked)));
        model.put("table", TABLE + query(all(asked)));
        model.put("behind", report.behind());
        model.put("isEmpty", report.all().count(Figure.NEGATIVE) == 0 && report.all().responses().orElse(0) == 0);
        model.put("fewest", Tally.FEWEST);
        model.put("bars", view.bars(report.all()));
        model.put("beside", List.of(view.cell(report.all(), Figure.REOPENED), view.cell(report.all(), Figure.SILENT)));
        model.put("heads", List.of(view.cell(report.all(), Figure.NEGATIVE), view.cell(report.all(), Figure.IN_TIME),
                view.cell(report.all(), Figure.RECOVERED)));
        model.put("times", view.times(report.all()));
        List<FunnelView.Column> columns = view.columns(report.times());
        model.put("columns", columns);
        model.put("wide", Math.max(1, columns.size()) * 20);
        long most = report.times().values().stream().mapToLong(tally -> tally.count(Figure.NEGATIVE)).max().orElse(0);
        model.put("most", view.whole(most));
        List<LocalDate> begins = new ArrayList<>(report.times().keySet());
        model.put("first", view.stretch(asked.step(), begins.getFirst()));
        model.put("last", view.stretch(asked.step(), begins.getLast()));
        long mostOfACause = report.causes().values().stream().mapToLong(Long::longValue).max().orElse(0);
        model.put("causes", report.causes().entrySet().stream().map(cause -> view.cause(
                closing.cause(cause.getKey()).in(ReaderLanguage.now()), cause.getValue(), mostOfACause)).toList());
        model.put("slices", slices(asked, report, view, people));
        return Reply.page(status, pages.make("funnel/funnel", model));
    }

    /**
     * A table.
     *
     * @param more how many lines it has beside those that are shown, in words; empty if none
     */
    record Slice(String id, String title, List<FunnelView.Line> lines, String more) {
    }

    private List<Slice> slices(Asked asked, Report report, FunnelView view, Map<String, String> people) {
        List<Slice> slices = new ArrayList<>();
        // A day on which nobody said anything has a place in the plot and in the table to download, not here.
        Map<LocalDate, Tally> busy = new TreeMap<>(report.times());
        busy.values().removeIf(Tally::isNothing);
        slices.add(slice(asked.step().id(), busy,
                (begin, tally) -> view.line(view.stretch(asked.step(), begin), "", "", tally), MOST_DAYS_ONE_BY_ONE * 2));
        slices.add(slice("site", report.sites(), (site, tally) -> view.line(site, "",
                to(asked, Map.of("site", site)), tally), ON_A_PAGE));
        slices.add(slice("touchpoint", report.touchpoints(), (where, tally) -> view.line(where.name(), where.site(),
                to(asked, Map.of("site", where.site(), "touchpoint", where.name())), tally), ON_A_PAGE));
        slices.add(slice("team", report.teams(), (team, tally) -> view.line(team, "",
                to(asked, Map.of("team", team)), tally), ON_A_PAGE));
        slices.add(
                slice("person", report.people(), (person, tally) -> view.line(people.getOrDefault(person, person), person,
                        to(asked, Map.of("person", person)), tally), ON_A_PAGE));
        slices.removeIf(slice -> slice.lines.isEmpty());
        return slices;
    }

    private <K> Slice slice(String id, Map<K, Tally> tallies, BiFunction<K, Tally, FunnelView.Line> line, int most) {
        int left = tallies.size() - most;
        return new Slice(id, pages.texts().say("funnel.by-" + id),
                tallies.entrySet().stream().limit(most).map(one -> line.apply(one.getKey(), one.getValue())).toList(),
                left > 0 ? pages.texts().say("funnel.more", left) : "");
    }

    /** By what it is narrowed, in words. */
    private static List<String> chosen(Asked asked, Map<String, String> people) {
        List<String> chosen = new ArrayList<>();
        asked.site().ifPresent(chosen::add);
        asked.touchpoint().ifPresent(chosen::add);
        asked.team().ifPresent(chosen::add);
        asked.person().map(person -> people.getOrDefault(person, person)).ifPresent(chosen::add);
        return chosen;
    }

    private static Map<String, String> days(Asked asked) {
        return new TreeMap<>(
                Map.of("from", asked.from().toString(), "to", asked.to().toString(), "by", asked.step().id()));
    }

    private static Map<String, String> narrow(Asked asked) {
        Map<String, String> narrow = new TreeMap<>();
        asked.site().ifPresent(site -> narrow.put("site", site));
        asked.touchpoint().ifPresent(name -> narrow.put("touchpoint", name));
        asked.team().ifPresent(team -> narrow.put("team", team));
        asked.person().ifPresent(person -> narrow.put("person", person));
        return narrow;
    }

    private static Map<String, String> all(Asked asked) {
        Map<String, String> all = days(asked);
        all.putAll(narrow(asked));
        return all;
    }

    private static String to(Asked asked, Map<String, String> more) {
        Map<String, String> all = all(asked);
        all.putAll(more);
        return PAGE + query(all);
    }

    private static String query(Map<String, String> all) {
        return "?" + all.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
