package org.amends.hub.inbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.amends.hub.recovery.CaseFilter;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.web.Request;

/** The list that somebody works from, as the query of every address on their way names it. */
record Listing(CaseFilter filter) {

    private static final String OWN = "mine";
    private static final String OVERDUE = "yes";
    /** No site, touchpoint or tag has a longer name. */
    private static final int LONGEST = 200;

    /**
     * What a query names: all open cases if it names nothing, and nothing is narrowed by what there cannot be.
     *
     * @param own the team of whoever asks
     */
    static Listing of(Request request, Optional<CaseFilter.Team> own) {
        return new Listing(new CaseFilter(view(request.query("view")),
                own.filter(_ -> request.query("team").filter(OWN::equals).isPresent()), text(request, "site"),
                text(request, "touchpoint"), text(request, "tag"),
                text(request, "gravity").flatMap(
                        asked -> Arrays.stream(Gravity.values()).filter(gravity -> gravity.id().equals(asked)).findFirst()),
                request.query("overdue").filter(OVERDUE::equals).isPresent(),
                text(request, "outcome").flatMap(
                        asked -> CaseFilter.OUTCOMES.stream().filter(one -> one.id().equals(asked)).findFirst())));
    }

    private static Cases.View view(Optional<String> asked) {
        return Arrays.stream(Cases.View.values()).filter(view -> id(view).equals(asked.orElse(""))).findFirst()
                .orElse(Cases.View.OPEN);
    }

    private static Optional<String> text(Request request, String name) {
        return request.query(name).map(String::strip).filter(text -> !text.isEmpty() && text.length() <= LONGEST);
    }

    Cases.View view() {
        return filter.view();
    }

    /** The name of its list. */
    String id() {
        return id(view());
    }

    private static String id(Cases.View view) {
        return view.name().toLowerCase(Locale.ROOT);
    }

    /** The query that leads back to it. */
    String where() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("view", id());
        filter.team().ifPresent(_ -> named.put("team", OWN));
        filter.site().ifPresent(site -> named.put("site", site));
        filter.touchpoint().ifPresent(touchpoint -> named.put("touchpoint", touchpoint));
        filter.tag().ifPresent(tag -> named.put("tag", tag));
        filter.gravity().ifPresent(gravity -> named.put("gravity", gravity.id()));
        if (filter.overdue()) {
            named.put("overdue", OVERDUE);
        }
        filter.outcome().ifPresent(outcome -> named.put("outcome", outcome.id()));
        return named.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** The queries that lead to each list with the same left out, by the list's name. */
    Map<String, String> others() {
        return Arrays.stream(Cases.View.values())
                .collect(Collectors.toMap(Listing::id, view -> new Listing(filter.in(view)).where()));
    }
}
