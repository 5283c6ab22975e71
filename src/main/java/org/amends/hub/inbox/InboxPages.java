package org.amends.hub.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amends.hub.fleet.Conditions;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Times;
import org.amends.wire.Condition;

/** The list, one case beside it, and the parts of both that are sent again when something changes. */
final class InboxPages {

    /** A list that is longer is no longer a list to work from. */
    private static final int MOST_ROWS = 200;
    /** The troubles that there are words for. */
    private static final Set<String> KNOWN = Set.of(Condition.CANNOT_SAVE, Condition.OUTBOX + "low",
            Condition.OUTBOX + "tight", Condition.OUTBOX + "full", Condition.OUTBOX_DAMAGED, Condition.ENTRIES_SET_ASIDE);

    private final Pages pages;
    private final Cases cases;
    private final Conditions conditions;
    private final CaseViews views;
    private final Times times;

    InboxPages(Pages pages, Cases cases, Conditions conditions, Times times) {
        this.pages = pages;
        this.cases = cases;
        this.conditions = conditions;
        this.times = times;
        views = new CaseViews(pages.texts(), times);
    }

    CaseViews views() {
        return views;
    }

    /**
     * The whole page.
     *
     * @param chosen  the case to show beside the list
     * @param trouble why the last thing that was asked for was not done; empty if there is no such thing
     */
    String page(Cases.View list, SignedIn who, Optional<Cases.WithHistory> chosen, String trouble) {
        Cases.Overview overview = cases.overview(list, who.staff(), MOST_ROWS);
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("view", id(list));
        model.put("counts", overview.counts());
        model.put("rows", overview.cases().stream().map(found -> views.view(found, who.staff(), list)).toList());
        model.put("more", Math.max(0, count(overview.counts(), list) - overview.cases().size()));
        model.put("after", overview.lastChange());
        model.put("troubles", troubles());
        model.put("now", times.now().toEpochMilli());
        model.put("soon", Pace.SOON_AFTER.toSeconds());
        model.put("late", Pace.NOW_AFTER.toSeconds());
        model.put("chosen", chosen.map(found -> found.theCase().id()).orElse(0L));
        model.put("detail", chosen.map(found -> detail(found, who, list, trouble)).orElse(""));
        return pages.make("inbox/inbox", model);
    }

    /** The part that shows one case with its history. */
    String detail(Cases.WithHistory found, SignedIn who, Cases.View list, String trouble) {
        CaseView.Open open = views.open(found, who.staff(), list);
        return pages.make("inbox/detail", Map.of("c", open.c(), "lines", open.lines(), "csrf", who.csrf(), "view", id(list),
                "trouble", trouble, "longest", Cases.LONGEST_NOTE));
    }

    /** The lines that say which terminals are in trouble, from when on and why; empty if none is. */
    String troubles() {
        List<String> lines = conditions.all().stream()
                .map(trouble -> pages.texts().say("trouble." + (KNOWN.contains(trouble.kind()) ? trouble.kind() : "other"),
                        trouble.place(), times.clock(trouble.since()), trouble.words()))
                .toList();
        return pages.make("inbox/troubles", Map.of("lines", lines));
    }

    /** One row of the list. */
    String row(RecoveryCase found, SignedIn who, Cases.View list) {
        return pages.make("inbox/row",
                Map.of("c", views.view(found, who.staff(), list), "csrf", who.csrf(), "view", id(list), "chosen", 0L));
    }

    private static long count(Cases.Counts counts, Cases.View list) {
        return switch (list) {
            case OPEN -> counts.open();
            case MINE -> counts.mine();
            case CLOSED -> counts.closed();
        };
    }

    /** The list that a query names; open cases if it names none. */
    static Cases.View view(Optional<String> asked) {
        return switch (asked.orElse("")) {
            case "mine" -> Cases.View.MINE;
            case "closed" -> Cases.View.CLOSED;
            default -> Cases.View.OPEN;
        };
    }

    static String id(Cases.View list) {
        return list.name().toLowerCase(Locale.ROOT);
    }
}
