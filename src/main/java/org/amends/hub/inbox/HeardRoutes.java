package org.amends.hub.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.intake.Desk;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Bell;
import org.amends.hub.web.Form;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Face;

/** Where staff enter what they heard in person, by phone or read in a review. Rules decide what becomes of it. */
public final class HeardRoutes {

    private static final List<String> FIELDS = List.of("channel", "site", "touchpoint", "score", "words", "somebody",
            "when", "language", "contact", "consent");
    private static final int BEST = 4;
    /** Of any script so many fit into what a hub reads of a form. */
    private static final int LONGEST_WORDS = 1500;
    private static final int LONGEST_ADDRESS = 254;
    /** Rules are looked at within milliseconds; whoever enters something waits for that and not much longer. */
    private static final Duration DECIDED_WITHIN = Duration.ofSeconds(2);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(20);

    private final StaffDoor door;
    private final Desk desk;
    private final Cases cases;
    private final Fleet fleet;
    private final AuditTrail audit;
    private final Bell changes;
    private final Pages pages;
    private final Texts texts;
    private final Clock clock;

    /**
     * @param changes rung when cases have changed
     * @param clock   in the zone of the venue
     */
    public HeardRoutes(StaffDoor door, Desk desk, Cases cases, Fleet fleet, AuditTrail audit, Bell changes, Pages pages,
            Clock clock) {
        this.door = door;
        this.desk = desk;
        this.cases = cases;
        this.fleet = fleet;
        this.audit = audit;
        this.changes = changes;
        this.pages = pages;
        this.texts = pages.texts();
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(Route.get("/heard", door.page(Permission.CASES_WORK, (_, who) -> page(who, 200, empty(), ""))),
                Route.post("/heard", door.form(Permission.CASES_WORK, this::enter)),
                Route.get("/heard/{response}", door.page(Permission.CASES_WORK, this::show)));
    }

    private Form empty() {
        return new Form(texts, FIELDS).with("channel", Desk.Channel.IN_PERSON.id()).with("language", "en");
    }

    private Reply enter(Request request, SignedIn who) {
        Form form = Form.posted(texts, FIELDS, request);
        Optional<Desk.Channel> channel = form.parsed("channel", Desk.Channel::of, "form.wrong.choice");
        Optional<Instant> at = form.parsed("when", this::past, "heard.wrong.time");
        check(form);
        if (!form.get("site").isEmpty() && !who.sites().include(form.get("site"))) {
            form.wrong("site", "heard.wrong.site", String.join(", ", who.sites().values()));
        }
        if (!form.isRight()) {
            return page(who, 422, form, texts.say("heard.wrong"));
        }
        Desk.Kept kept;
        try {
            kept = desk.enter(who.staff(), channel.orElseThrow(), new Touchpoint(form.get("site"), form.get("touchpoint")),
                    form.get("language"), at.orElseGet(clock::instant), contents(form));
        } catch (IllegalArgumentException unfit) {
            // Such as half of a surrogate pair, which no browser sends by itself.
            form.wrong("words", "form.wrong.text", LONGEST_WORDS);
            return page(who, 422, form, texts.say("heard.wrong"));
        }
        waitForRules(kept.position());
        audit.note(who.staff(), AuditTrail.Action.ENTERED, List.of(new AuditTrail.Subject(
                cases.ofResponse(kept.response()), Optional.of(kept.response()), form.get("site"))));
        return Reply.seeOther("/heard/" + kept.response());
    }

    private static void check(Form form) {
        if (!form.isGiven("channel")) {
            form.wrong("channel", "form.wrong.choice");
        }
        form.line("site", Touchpoint.LONGEST_NAME);
        form.line("touchpoint", Touchpoint.LONGEST_NAME);
        form.number("score", 1, BEST);
        if (form.get("words").length() > LONGEST_WORDS) {
            form.wrong("words", "form.wrong.text", LONGEST_WORDS);
        } else if (!form.isGiven("words") && !form.isGiven("score") && !form.isGiven("somebody")) {
            form.wrong("words", "heard.wrong.words");
        }
        if (!form.get("language").matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")) {
            form.wrong("language", "form.wrong.language");
        }
        if (form.isGiven("contact")) {
            form.line("contact", LONGEST_ADDRESS);
            if (!form.isGiven("consent")) {
                form.wrong("contact", "heard.wrong.consent");
            }
        }
    }

    /** A day and time by the venue's clock. */
    private Instant past(String typed) {
        Instant at = LocalDateTime.parse(typed).atZone(clock.getZone()).toInstant();
        if (at.isAfter(clock.instant()) || at.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("nothing was heard then");
        }
        return at;
    }

    private List<Content> contents(Form form) {
        List<Content> contents = new ArrayList<>();
        if (form.isGiven("score")) {
            contents.add(new Content.Rating("feeling", Integer.parseInt(form.get("score")), BEST));
        }
        if (form.isGiven("words")) {
            contents.add(new Content.Comment("words", form.get("words")));
        }
        if (form.isGiven("somebody")) {
            contents.add(new Content.SomebodyNow("somebody", true));
        }
        if (form.isGiven("contact")) {
            contents.add(new Content.Contact("contact", form.get("contact").contains("@") ? "email" : "phone",
                    form.get("contact"), List.of(new Content.Consent("reply", texts.say("heard.consent-words")))));
        }
        return contents;
    }

    private void waitForRules(long position) {
        long end = System.nanoTime() + DECIDED_WITHIN.toNanos();
        try {
            long counted = changes.rings();
            while (!cases.haveSeen(position) && System.nanoTime() - end < 0) {
                changes.await(counted, LOOKS_EVERY);
                counted = changes.rings();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply show(Request request, SignedIn who) {
        Optional<UUID> response = response(request.inPath("response"));
        if (response.flatMap(desk::heardAt).filter(where -> who.sites().include(where.site())).isEmpty()) {
            return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
        }
        return response.flatMap(cases.within(who.sites())::ofResponse).map(id -> Reply.seeOther("/cases/" + id))
                .orElseGet(() -> page(who, 200, Optional.empty(), ""));
    }

    private static Optional<UUID> response(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private Reply.Whole page(SignedIn who, int status, Form form, String trouble) {
        return page(who, status, Optional.of(form), trouble);
    }

    /** Without a form it says that something is kept. */
    private Reply.Whole page(SignedIn who, int status, Optional<Form> form, String trouble) {
        List<Touchpoint> places = fleet.at(who.sites()).stream().filter(listed -> !listed.terminal().revoked())
                .map(listed -> listed.terminal().stands()).toList();
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("kept", form.isEmpty());
        model.put("trouble", trouble);
        model.put("f", form.map(Form::values).orElse(Map.of()));
        model.put("e", form.map(Form::errors).orElse(Map.of()));
        model.put("channels", Arrays.stream(Desk.Channel.values()).map(Desk.Channel::id).toList());
        model.put("sites", places.stream().map(Touchpoint::site).distinct().toList());
        model.put("touchpoints", places.stream().map(Touchpoint::name).distinct().toList());
        List<Map<String, String>> feelings = new ArrayList<>();
        for (int score = BEST; score >= 1; score--) {
            String face = Face.of(score, BEST).id();
            feelings.add(Map.of("score", String.valueOf(score), "face", face, "word", texts.say("face." + face)));
        }
        model.put("feelings", feelings);
        return Reply.page(status, pages.make("inbox/heard", model));
    }
}
