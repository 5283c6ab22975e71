package org.amends.hub.rulebook;

import java.time.Clock;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.recovery.BackTest;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.recovery.Rule;
import org.amends.hub.recovery.Rules;
import org.amends.hub.recovery.TagWords;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Form;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;
import org.amends.survey.Face;

/**
 * The list of rules, and the form of each. A rule is switched on only from the page that says what it would have opened; one
 * that somebody else has changed meanwhile is not overwritten unseen.
 */
public final class RuleRoutes {

    private final StaffDoor door;
    private final Rules rules;
    private final BackTest backTest;
    private final AuditTrail audit;
    private final Pages pages;
    private final Texts texts;
    private final Times times;

    /**
     * @param clock in the zone of the venue
     */
    public RuleRoutes(StaffDoor door, Rules rules, BackTest backTest, AuditTrail audit, Pages pages, Clock clock) {
        this.door = door;
        this.rules = rules;
        this.backTest = backTest;
        this.audit = audit;
        this.pages = pages;
        this.texts = pages.texts();
        this.times = new Times(clock);
    }

    public List<Route> routes() {
        return List.of(Route.get("/rules", door.page(Permission.RULES_READ, (_, who) -> list(who, 200, ""))),
                Route.get("/rules/new", door.page(Permission.RULES_CHANGE, this::fresh)), //
                Route.post("/rules/save", door.form(Permission.RULES_CHANGE, this::save)), //
                Route.post("/rules/try", door.form(Permission.RULES_CHANGE, this::tryOut)), //
                Route.get("/rules/{id}", door.page(Permission.RULES_READ, this::show)), //
                Route.post("/rules/{id}/on",
                        door.form(Permission.RULES_CHANGE, (request, who) -> switchTo(request, who, true))),
                Route.post("/rules/{id}/off",
                        door.form(Permission.RULES_CHANGE, (request, who) -> switchTo(request, who, false))),
                Route.post("/rules/{id}/move", door.form(Permission.RULES_CHANGE, this::move)), //
                Route.post("/rules/{id}/delete", door.form(Permission.RULES_CHANGE, this::delete)), //
                Route.get("/tags/new", door.page(Permission.RULES_CHANGE, (_, who) -> newTag(who))),
                Route.post("/tags/save", door.form(Permission.RULES_CHANGE, this::saveTag)), //
                Route.get("/tags/{id}", door.page(Permission.RULES_READ, this::showTag)), //
                Route.post("/tags/{id}/delete", door.form(Permission.RULES_CHANGE, this::deleteTag)));
    }

    private Reply list(SignedIn who, int status, String trouble) {
        Rules theirs = rules.within(who.sites());
        Rules.Listing all = theirs.all();
        Map<String, Object> model = model(who);
        model.put("trouble", trouble);
        model.put("changesAll", who.may(Permission.RULES_CHANGE) && theirs.isAllTheirs());
        model.put("rules",
                all.rules().stream().map(rule -> row(rule, who.may(Permission.RULES_CHANGE) && theirs.isTheirs(rule)))
                        .toList());
        model.put("tags", all.tags().stream()
                .map(tag -> Map.of("id", tag.id(), "tag", tag.tag(), "language", tag.language().orElse(""), "words",
                        String.join(", ", tag.words())))
                .toList());
        return Reply.page(status, pages.make("rulebook/rules", model));
    }

    private Map<String, Object> row(Rule rule, boolean changes) {
        return Map.of("id", rule.id(), "version", rule.version(), "name", rule.name(), "on", rule.on(), "gravity",
                rule.gravity().id(), "says", RuleForm.inWords(rule, texts), "tags", rule.tags(), "changes", changes);
    }

    private Reply fresh(Request request, SignedIn who) {
        boolean counts = request.query("kind").filter("rate"::equals).isPresent();
        Form form = RuleForm.fresh(texts, counts);
        if (!who.sites().everywhere()) {
            form.with("sites", who.sites().values());
        }
        return rulePage(who, 200, form, "", Optional.empty(), "");
    }

    private Reply show(Request request, SignedIn who) {
        return find(request, who)
                .map(rule -> rulePage(who, 200, RuleForm.of(texts, rule), "", Optional.empty(), changed(rule.changed())))
                .orElseGet(this::nothingHere);
    }

    private Reply save(Request request, SignedIn who) {
        Form form = RuleForm.posted(texts, request);
        Optional<Rule> typed = typed(form, who);
        if (typed.isEmpty()) {
            return rulePage(who, 422, form, texts.say("rule.wrong"), Optional.empty(), "");
        }
        Rules theirs = rules.within(who.sites());
        // Whether it is in force is decided elsewhere: what a form says of that may be from yesterday.
        Optional<Rule> before = theirs.find(typed.get().id());
        Rule rule = typed.get().switched(before.map(Rule::on).orElse(false));
        return switch (theirs.save(rule, who.staff())) {
            case Rules.Outcome.Done done -> Reply.seeOther("/rules/" + done.id());
            case Rules.Outcome.Overtaken _ -> overtaken(who, form, theirs.find(rule.id()));
            // Nobody learns from a number that there is such a rule.
            case Rules.Outcome.NotTheirs _ -> before.isEmpty() ? overtaken(who, form, before) : notTheirs();
        };
    }

    /** What was typed stays, and whoever saves again does so knowing what it replaces. */
    private Reply overtaken(SignedIn who, Form form, Optional<Rule> now) {
        if (now.isEmpty()) {
            form.with("id", 0).with("version", 0).with("on", "");
            return rulePage(who, 409, form, texts.say("rule.gone"), Optional.empty(), "");
        }
        form.with("version", now.get().version()).with("on", now.get().on() ? "yes" : "");
        return rulePage(who, 409, form, texts.say("rule.overtaken", changed(now.get().changed()), now.get().name(),
                String.join("; ", RuleForm.inWords(now.get(), texts)), gravity(now.get().gravity())), Optional.empty(), "");
    }

    private Reply tryOut(Request request, SignedIn who) {
        Form form = RuleForm.posted(texts, request);
        return typed(form, who)
                .map(rule -> rulePage(who, 200, form, "", Optional.of(tried(rule, who)),
                        texts.say("try.typed")))
                .orElseGet(() -> rulePage(who, 422, form, texts.say("rule.wrong"), Optional.empty(), ""));
    }

    /** What it would have opened, with guests' words. */
    private BackTest.Found tried(Rule rule, SignedIn who) {
        BackTest.Found found = backTest.of(rule, who.sites());
        audit.note(who.staff(), AuditTrail.Action.TRIED,
                rule.rate().isPresent()
                        ? List.of()
                        : found.newest().stream().filter(example -> !example.words().isEmpty()).map(
                                example -> new AuditTrail.Subject(example.theCase(), Optional.empty(),
                                        example.where().site()))
                                .toList());
        return found;
    }

    private Reply switchTo(Request request, SignedIn who, boolean on) {
        Optional<Rule> found = find(request, who);
        if (found.isEmpty()) {
            return who.sites().everywhere() ? list(who, 409, texts.say("rule.gone")) : nothingHere();
        }
        Rule rule = found.get();
        Rules theirs = rules.within(who.sites());
        if (!theirs.isTheirs(rule)) {
            return notTheirs();
        }
        boolean seen = request.form("tried").filter("yes"::equals).isPresent();
        if (on && !rule.on() && !seen) {
            return rulePage(who, 200, RuleForm.of(texts, rule), "", Optional.of(tried(rule, who)),
                    changed(rule.changed()));
        }
        Rule asSeen = new Rule(rule.id(), version(request), rule.name(), on, rule.gravity(), rule.tags(), rule.when(),
                rule.rate(), rule.changed());
        return switch (theirs.save(asSeen, who.staff())) {
            case Rules.Outcome.Done _ -> Reply.seeOther("/rules");
            case Rules.Outcome.Overtaken _ -> overtaken(who, RuleForm.of(texts, rule), theirs.find(rule.id()));
            case Rules.Outcome.NotTheirs _ -> notTheirs();
        };
    }

    private Reply move(Request request, SignedIn who) {
        boolean up = request.form("towards").filter("first"::equals).isPresent();
        Optional<Rule> found = find(request, who);
        if (found.isEmpty() && !who.sites().everywhere()) {
            return nothingHere();
        }
        return switch (found.map(rule -> rules.within(who.sites()).move(rule.id(), up))
                .orElseGet(Rules.Outcome.Overtaken::new)) {
            case Rules.Outcome.Done _ -> Reply.seeOther("/rules");
            case Rules.Outcome.Overtaken _ -> list(who, 409, texts.say("rule.gone"));
            case Rules.Outcome.NotTheirs _ -> notTheirs();
        };
    }

    private Reply delete(Request request, SignedIn who) {
        Optional<Rule> found = find(request, who);
        if (found.isEmpty()) {
            return who.sites().everywhere() ? Reply.seeOther("/rules") : nothingHere();
        }
        Rules theirs = rules.within(who.sites());
        return switch (theirs.delete(found.get().id(), version(request))) {
            case Rules.Outcome.Done _ -> Reply.seeOther("/rules");
            case Rules.Outcome.Overtaken _ ->
                overtaken(who, RuleForm.of(texts, found.get()), theirs.find(found.get().id()));
            case Rules.Outcome.NotTheirs _ -> notTheirs();
        };
    }

    private Reply showTag(Request request, SignedIn who) {
        return id(request).flatMap(rules::findTag).map(tag -> tagPage(who, 200, RuleForm.of(texts, tag), ""))
                .orElseGet(this::nothingHere);
    }

    private Reply newTag(SignedIn who) {
        return who.sites().everywhere() ? tagPage(who, 200, RuleForm.newTag(texts), "") : notTheirs();
    }

    private Reply saveTag(Request request, SignedIn who) {
        Form form = RuleForm.postedTag(texts, request);
        Optional<TagWords> tag = RuleForm.tag(form);
        if (tag.isEmpty()) {
            return tagPage(who, 422, form, texts.say("rule.wrong"));
        }
        return switch (rules.within(who.sites()).save(tag.get(), who.staff())) {
            case Rules.Outcome.Done _ -> Reply.seeOther("/rules");
            case Rules.Outcome.Overtaken _ -> overtakenTag(who, form, rules.findTag(tag.get().id()));
            case Rules.Outcome.NotTheirs _ -> notTheirs();
        };
    }

    private Reply deleteTag(Request request, SignedIn who) {
        Optional<TagWords> found = id(request).flatMap(rules::findTag);
        if (found.isEmpty()) {
            return Reply.seeOther("/rules");
        }
        return switch (rules.within(who.sites()).deleteTag(found.get().id(), version(request))) {
            case Rules.Outcome.Done _ -> Reply.seeOther("/rules");
            case Rules.Outcome.Overtaken _ -> overtakenTag(who, RuleForm.of(texts, found.get()), found);
            case Rules.Outcome.NotTheirs _ -> notTheirs();
        };
    }

    private Reply overtakenTag(SignedIn who, Form form, Optional<TagWords> now) {
        form.with("id", now.map(TagWords::id).orElse(0L)).with("version", now.map(TagWords::version).orElse(0L));
        return tagPage(who, 409, form,
                now.map(tag -> texts.say("tag.overtaken", changed(tag.changed()), String.join(", ", tag.words())))
                        .orElseGet(() -> texts.say("rule.gone")));
    }

    private Reply rulePage(SignedIn who, int status, Form form, String trouble, Optional<BackTest.Found> found,
            String about) {
        Map<String, Object> model = model(who);
        Rules theirs = rules.within(who.sites());
        model.put("changes", who.may(Permission.RULES_CHANGE)
                && theirs.find(RuleForm.id(form, "id")).map(theirs::isTheirs).orElse(true));
        model.put("f", form.values());
        model.put("e", form.errors());
        model.put("trouble", trouble);
        model.put("about", about);
        model.put("kept", !form.get("id").equals("0") && !form.get("id").isEmpty());
        model.put("counts", form.get("kind").equals("rate"));
        model.put("on", !form.get("on").isEmpty());
        model.put("gravities", Arrays.stream(Gravity.values()).map(Gravity::id).toList());
        model.put("days", Arrays.stream(DayOfWeek.values()).map(RuleForm::field).toList());
        model.put("tried", found.isPresent());
        model.put("found", found.map(this::found).orElse(List.of()));
        model.put("newest", found.map(some -> some.newest().stream().map(this::example).toList()).orElse(List.of()));
        return Reply.page(status, pages.make("rulebook/rule", model));
    }

    /** Sentences, the one that counts first. */
    private List<String> found(BackTest.Found found) {
        String since = times.clock(found.since());
        String opened = texts.say(found.more() ? "try.more" : "try.opened", found.opened(),
                found.whole() ? texts.say("try.days", BackTest.DAYS.toDays()) : texts.say("try.since", since));
        String taken = texts.say("try.taken", found.cases(), found.taken());
        return found.whole() || found.more()
                ? List.of(opened, taken)
                : List.of(opened, taken, texts.say("try.part", since));
    }

    private Map<String, Object> example(BackTest.Example example) {
        String face = example.rating().map(rating -> Face.of(rating.score(), rating.best()).id()).orElse("");
        return Map.of("place", example.where().name(), "site", example.where().site(), "when",
                times.clock(example.at()), "full", times.full(example.at()), "face", face, "word",
                face.isEmpty() ? "" : texts.say("face." + face), "words", example.words(), "case",
                example.theCase().orElse(0L));
    }

    private Reply tagPage(SignedIn who, int status, Form form, String trouble) {
        Map<String, Object> model = model(who);
        model.put("changes", who.may(Permission.RULES_CHANGE) && who.sites().everywhere());
        model.put("f", form.values());
        model.put("e", form.errors());
        model.put("trouble", trouble);
        model.put("kept", !form.get("id").equals("0") && !form.get("id").isEmpty());
        return Reply.page(status, pages.make("rulebook/tag", model));
    }

    private static Map<String, Object> model(SignedIn who) {
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        return model;
    }

    private String changed(Optional<Rule.Changed> changed) {
        return changed.map(by -> texts.say("rule.changed", by.by(), times.clock(by.at())))
                .orElseGet(() -> texts.say("rule.never-changed"));
    }

    private String gravity(Gravity gravity) {
        return texts.say("gravity." + gravity.id());
    }

    /** What was typed; empty if something is wrong, which the form then says. Whoever belongs to some sites names some. */
    private Optional<Rule> typed(Form form, SignedIn who) {
        Optional<Rule> typed = RuleForm.rule(form);
        if (typed.filter(rule -> !rules.within(who.sites()).isTheirs(rule)).isPresent()) {
            form.wrong("sites", "rule.wrong.sites", String.join(", ", who.sites().values()));
            return Optional.empty();
        }
        return typed;
    }

    private Optional<Rule> find(Request request, SignedIn who) {
        return id(request).flatMap(rules.within(who.sites())::find);
    }

    /** It holds for other sites, too. */
    private Reply notTheirs() {
        return Reply.page(403, pages.make("web/failure", Map.of("about", "sites")));
    }

    private Reply nothingHere() {
        return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
    }

    private static Optional<Long> id(Request request) {
        return Optional.of(request.inPath("id")).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf);
    }

    private static long version(Request request) {
        return request.form("version").filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf).orElse(0L);
    }
}
