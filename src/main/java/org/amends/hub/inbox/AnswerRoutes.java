package org.amends.hub.inbox;

import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.SavedAnswer;
import org.amends.hub.recovery.SavedAnswers;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.staff.StaffHandler;
import org.amends.hub.web.Form;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;

/** The pages on which staff save what they say again and again. */
final class AnswerRoutes {

    private static final List<String> FIELDS = List.of("id", "version", "kind", "language", "words");
    private static final String LANGUAGE = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}";
    /** Lines may end; nothing else that cannot be seen may stand in what a colleague reads, nor turn it round. */
    private static final Pattern UNSEEN = Pattern
            .compile("[\\p{Cc}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069\\x{D800}-\\x{DFFF}]");

    private final StaffDoor door;
    private final SavedAnswers answers;
    private final Pages pages;
    private final Texts texts;
    private final Times times;

    /**
     * @param clock in the zone of the venue
     */
    AnswerRoutes(StaffDoor door, SavedAnswers answers, Pages pages, Clock clock) {
        this.door = door;
        this.answers = answers;
        this.pages = pages;
        texts = pages.texts();
        times = new Times(clock);
    }

    List<Route> routes() {
        return List.of(Route.get("/answers", door.page(Permission.CASES_WORK, (_, who) -> list(who))),
                Route.get("/answers/new", door.page(Permission.ANSWERS_CHANGE, everywhere(this::fresh))), //
                Route.post("/answers/save", door.form(Permission.ANSWERS_CHANGE, everywhere(this::save))), //
                Route.get("/answers/{id}", door.page(Permission.ANSWERS_CHANGE, everywhere(this::show))), //
                Route.post("/answers/{id}/delete", door.form(Permission.ANSWERS_CHANGE, everywhere(this::delete))));
    }

    /** They stand ready at every site, so those change them who belong to all. */
    private StaffHandler everywhere(StaffHandler handler) {
        return (request, who) -> who.sites().everywhere()
                ? handler.answer(request, who)
                : Reply.page(403, pages.make("web/failure", Map.of("about", "sites")));
    }

    /** Whether pages lead somebody to where answers are changed. */
    static boolean changes(SignedIn who) {
        return who.may(Permission.ANSWERS_CHANGE) && who.sites().everywhere();
    }

    private Reply list(SignedIn who) {
        Map<String, Object> model = model(who);
        model.put("changes", changes(who));
        model.put("answers", answers.all().stream().map(AnswerRoutes::row).toList());
        return Reply.page(200, pages.make("inbox/answers", model));
    }

    /** One as the list and a case show it. */
    static Map<String, Object> row(SavedAnswer answer) {
        return Map.of("id", answer.id(), "kind", answer.kind().id(), "language", answer.language(), "words",
                answer.words());
    }

    private Reply fresh(Request request, SignedIn who) {
        return page(who, 200, new Form(texts, FIELDS).with("id", 0).with("version", 0).with("language",
                request.query("language").filter(asked -> asked.matches(LANGUAGE)).orElse("en")), "");
    }

    private Reply show(Request request, SignedIn who) {
        return number(request.inPath("id")).flatMap(answers::find).map(answer -> page(who, 200, form(answer), ""))
                .orElseGet(() -> Reply.page(404, pages.make("web/failure", Map.of("about", "404"))));
    }

    private Reply save(Request request, SignedIn who) {
        Form form = Form.posted(texts, FIELDS, request);
        Optional<SavedAnswer.Kind> kind = form.parsed("kind", SavedAnswer.Kind::of, "form.wrong.choice");
        if (!form.isGiven("kind")) {
            form.wrong("kind", "form.wrong.choice");
        }
        if (!form.get("language").matches(LANGUAGE)) {
            form.wrong("language", "form.wrong.language");
        }
        String words = form.get("words");
        if (words.isEmpty() || words.length() > Cases.LONGEST_NOTE) {
            form.wrong("words", "form.wrong.text", Cases.LONGEST_NOTE);
        } else if (UNSEEN.matcher(words).find()) {
            form.wrong("words", "answer.wrong.unseen");
        }
        if (!form.isRight()) {
            return page(who, 422, form, texts.say("rule.wrong"));
        }
        SavedAnswer answer = new SavedAnswer(number(form.get("id")).orElse(0L), number(form.get("version")).orElse(0L),
                kind.orElseThrow(), form.get("language"), words, Optional.empty());
        return switch (answers.save(answer, who.staff())) {
            case DONE -> Reply.seeOther("/answers");
            case TOO_MANY -> page(who, 409, form, texts.say("answer.too-many", SavedAnswers.MOST));
            case OVERTAKEN -> overtaken(who, form, answers.find(answer.id()));
        };
    }

    private Reply delete(Request request, SignedIn who) {
        Optional<SavedAnswer> found = number(request.inPath("id")).flatMap(answers::find);
        long version = number(request.form("version").orElse("")).orElse(0L);
        return found.filter(answer -> answers.delete(answer.id(), version) == SavedAnswers.Outcome.OVERTAKEN)
                .<Reply>map(answer -> overtaken(who, form(answer), answers.find(answer.id())))
                .orElseGet(() -> Reply.seeOther("/answers"));
    }

    /** What was typed stays, and whoever saves again does so knowing what it replaces. */
    private Reply overtaken(SignedIn who, Form form, Optional<SavedAnswer> now) {
        form.with("id", now.map(SavedAnswer::id).orElse(0L)).with("version", now.map(SavedAnswer::version).orElse(0L));
        return page(who, 409, form, now.flatMap(answer -> answer.changed()
                .map(changed -> texts.say("tag.overtaken", texts.say("rule.changed", changed.by().displayName(),
                        times.clock(changed.at())), answer.words())))
                .orElseGet(() -> texts.say("rule.gone")));
    }

    private Form form(SavedAnswer answer) {
        return new Form(texts, FIELDS).with("id", answer.id()).with("version", answer.version())
                .with("kind", answer.kind().id()).with("language", answer.language()).with("words", answer.words());
    }

    private Reply.Whole page(SignedIn who, int status, Form form, String trouble) {
        Map<String, Object> model = model(who);
        model.put("f", form.values());
        model.put("e", form.errors());
        model.put("trouble", trouble);
        model.put("kept", number(form.get("id")).filter(id -> id > 0).isPresent());
        model.put("kinds", Arrays.stream(SavedAnswer.Kind.values()).map(SavedAnswer.Kind::id).toList());
        model.put("longest", Cases.LONGEST_NOTE);
        return Reply.page(status, pages.make("inbox/answer", model));
    }

    private static Map<String, Object> model(SignedIn who) {
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        return model;
    }

    private static Optional<Long> number(String text) {
        return Optional.of(text).filter(digits -> digits.matches("\\d{1,15}")).map(Long::valueOf);
    }
}
