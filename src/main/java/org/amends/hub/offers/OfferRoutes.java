package org.amends.hub.offers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Pages;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;

/** The pages of what waits for a second person, and of how alike like cases were treated. */
public final class OfferRoutes {

    private static final String WAITING = "/offers/approvals";
    private static final String REPORT = "/offers/report";
    private static final int MOST_ROWS = 200;
    private static final int USUAL_DAYS = 30;
    private static final int LONGEST_SITE = 80;

    private final StaffDoor door;
    private final Offers offers;
    private final AuditTrail audit;
    private final Pages pages;
    private final Texts texts;
    private final Clock clock;
    private final OfferViews views;

    /**
     * @param clock in the zone of the venue
     */
    public OfferRoutes(StaffDoor door, Offers offers, AuditTrail audit, Pages pages, Clock clock) {
        this.door = door;
        this.offers = offers;
        this.audit = audit;
        this.pages = pages;
        texts = pages.texts();
        this.clock = clock;
        views = new OfferViews(pages, offers, new Times(clock));
    }

    public List<Route> routes() {
        return List.of(Route.get(WAITING, door.page(Permission.OFFERS_APPROVE, (_, who) -> waiting(who, 200, ""))),
                Route.post("/offers/{id}/approve", door.form(Permission.OFFERS_APPROVE,
                        (request, who) -> decided(request, who, offers::approve))),
                Route.post("/offers/{id}/decline", door.form(Permission.OFFERS_APPROVE,
                        (request, who) -> decided(request, who, offers::decline))),
                Route.get(REPORT, door.page(Permission.OFFERS_REPORT, this::report)),
                Route.get(REPORT + ".csv", door.page(Permission.OFFERS_REPORT, this::table)));
    }

    private interface Decision {
        Offers.Outcome of(SignedIn who, long id, Optional<String> word);
    }

    private Reply waiting(SignedIn who, int status, String trouble) {
        List<MadeOffer> waiting = offers.waiting(who, MOST_ROWS);
        audit.listed(who.staff(),
                waiting.stream().map(made -> AuditTrail.Subject.of(made.caseId(), made.site())).toList());
        return Reply.page(status, pages.make("offers/approvals", Map.of("who", who.staff().displayName(), "csrf",
                who.csrf(), "trouble", trouble, "longest", Offers.LONGEST_WORDS, "rows",
                waiting.stream().map(made -> views.shown(made, who)).toList())));
    }

    private Reply decided(Request request, SignedIn who, Decision decision) {
        Optional<Long> id = Optional.of(request.inPath("id")).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf);
        Optional<String> word = request.form("word").map(text -> text.replace("\r\n", "\n").strip())
                .filter(text -> !text.isEmpty());
        if (word.filter(text -> text.length() > Offers.LONGEST_WORDS).isPresent()) {
            return waiting(who, 422, texts.say("case.note-too-long", Offers.LONGEST_WORDS));
        }
        Offers.Outcome outcome = id.map(number -> decision.of(who, number, word)).orElseGet(Offers.Outcome.NotThere::new);
        if (outcome instanceof Offers.Outcome.NotThere) {
            return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
        }
        return views.trouble(outcome).map(trouble -> waiting(who, 409, trouble))
                .orElseGet(() -> Reply.seeOther(WAITING));
    }

    /** What a report is about; both days included. */
    private record Asked(LocalDate from, LocalDate to, Optional<String> site) {

        private String query() {
            return "?from=" + from + "&to=" + to
                    + site.map(name -> "&site=" + URLEncoder.encode(name, StandardCharsets.UTF_8)).orElse("");
        }
    }

    private Asked asked(Request request) {
        LocalDate to = day(request, "to").orElseGet(() -> LocalDate.now(clock));
        LocalDate from = day(request, "from").filter(day -> !day.isAfter(to)).orElseGet(() -> to.minusDays(USUAL_DAYS - 1));
        return new Asked(from, to, request.query("site").filter(site -> !site.isEmpty() && site.length() <= LONGEST_SITE));
    }

    private static Optional<LocalDate> day(Request request, String name) {
        try {
            return request.query(name).filter(text -> text.matches("\\d{4}-\\d{2}-\\d{2}")).map(LocalDate::parse);
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private List<MadeOffer> granted(SignedIn who, Asked asked) {
        return offers.granted(who, asked.site, asked.from.atStartOfDay(clock.getZone()).toInstant(),
                asked.to.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }

    /** A row of figures as the page shows it; too few are only counted. */
    record Line(String kind, String name, int count, boolean enough, String proposed, String granted, String spread,
            int others) {
    }

    /** A group of like cases. */
    record Block(String title, List<Line> lines) {
    }

    /** A case that stands out. */
    record Apart(long caseId, String caseTitle, String title, String worth, String site, String person, String like) {
    }

    private Reply report(Request request, SignedIn who) {
        Asked asked = asked(request);
        List<MadeOffer> granted = granted(who, asked);
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("from", asked.from.toString());
        model.put("to", asked.to.toString());
        model.put("site", asked.site.orElse(""));
        model.put("sites", Stream.concat(offers.sites(who).stream(), asked.site.stream()).distinct().toList());
        model.put("csv", REPORT + ".csv" + asked.query());
        model.put("fewest", Variance.FEWEST);
        model.put("count", granted.size());
        model.put("blocks", Variance.groups(granted).stream().map(this::block).toList());
        List<Variance.Outlier> outliers = Variance.outliers(granted);
        audit.listed(who.staff(), outliers.stream()
                .map(one -> AuditTrail.Subject.of(one.made().caseId(), one.made().site())).toList());
        model.put("apart", outliers.stream().limit(MOST_ROWS).map(this::apart).toList());
        return Reply.page(200, pages.make("offers/report", model));
    }

    private Apart apart(Variance.Outlier one) {
        MadeOffer made = one.made();
        return new Apart(made.caseId(), texts.say("case.title", String.valueOf(made.caseId())), made.title(),
                say(made.worth()), made.site(), made.askedBy().displayName(),
                texts.say("variance.like", say(one.like().granted()), one.like().count(),
                        title(new Variance.Alike(made.gravity(), made.responsibility()))));
    }

    private Block block(Variance.Group group) {
        List<Line> lines = new ArrayList<>();
        lines.add(line("all", texts.say("variance.all"), group.all()));
        group.sites().forEach((site, figures) -> lines.add(line("site", site, figures)));
        group.people().forEach((person, figures) -> lines.add(line("person", person.displayName(), figures)));
        return new Block(title(group.alike()), lines);
    }

    private Line line(String kind, String name, Variance.Figures figures) {
        return new Line(texts.say("variance." + kind + "-kind"), name, figures.count(), figures.isEnough(),
                say(figures.proposed()), say(figures.granted()),
                texts.say("variance.spread", say(figures.least()), say(figures.most())), figures.others());
    }

    private String title(Variance.Alike alike) {
        return texts.say("offer.judged-as", texts.say("gravity." + alike.gravity().id()),
                texts.say("offer.judged." + alike.responsibility().id()));
    }

    private String say(long worth) {
        return offers.policy().say(worth, ReaderLanguage.now());
    }

    private Reply table(Request request, SignedIn who) {
        Asked asked = asked(request);
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("gravity", "responsibility", "of", "name", "count", "currency", "proposed-median",
                "granted-median", "granted-least", "granted-most", "others-than-proposed"));
        for (Variance.Group group : Variance.groups(granted(who, asked))) {
            rows.add(row(group, "all", "", group.all()));
            group.sites().forEach((site, figures) -> rows.add(row(group, "site", site, figures)));
            group.people().forEach((person, figures) -> rows.add(row(group, "person", person.displayName(), figures)));
        }
        String csv = rows.stream().map(row -> row.stream().map(OfferRoutes::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
        return Reply.of(200, "text/csv; charset=utf-8", csv.getBytes(StandardCharsets.UTF_8))
                .with("Content-Disposition", "attachment; filename=\"offers-" + asked.from + "-" + asked.to + ".csv\"")
                .with("Cache-Control", "no-store");
    }

    /** Worths in the smallest unit of the currency; none of too few. */
    private List<Object> row(Variance.Group group, String of, String name, Variance.Figures figures) {
        List<Object> row = new ArrayList<>(List.of(group.alike().gravity().id(), group.alike().responsibility().id(), of,
                name, figures.count(), offers.policy().currency().getCurrencyCode()));
        row.addAll(figures.isEnough()
                ? List.of(figures.proposed(), figures.granted(), figures.least(), figures.most(), figures.others())
                : List.of("", "", "", "", ""));
        return row;
    }

    /** What a spreadsheet would take for a formula is made a text. */
    static String cell(Object value) {
        String text = String.valueOf(value);
        String harmless = text.matches("(?s)[=+\\-@\\t\\r\\n].*") ? "'" + text : text;
        return harmless.matches("(?s).*[\",\\r\\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
