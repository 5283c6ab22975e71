package org.amends.hub.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Sessions;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.storage.Bell;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Times;
import org.amends.wire.Wire;

/**
 * Keeps one open page up to date. It follows the changes of cases behind the last one that the page has seen, so that
 * neither a dropped connection nor the moment between the page and its stream loses anything.
 */
final class InboxEvents {

    /** So often a page hears something, and so notices a connection that died without a word. */
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final int AT_A_TIME = 200;

    private final Cases cases;
    private final InboxPages pages;
    private final Sessions sessions;
    private final Bell changes;
    private final Times times;

    InboxEvents(Cases cases, InboxPages pages, Sessions sessions, Bell changes, Times times) {
        this.cases = cases;
        this.pages = pages;
        this.sessions = sessions;
        this.changes = changes;
        this.times = times;
    }

    /**
     * What one change means for one page.
     *
     * @param id     the case
     * @param state  {@code new}, {@code taken} or {@code closed}
     * @param listed whether it belongs into the list that the page shows
     * @param row    its row there
     * @param spoken what a screen reader says; empty for nothing
     * @param counts of all lists
     * @param now    the hub's clock, in milliseconds since 1970
     */
    record Changed(long id, String state, boolean listed, String row, String spoken, Cases.Counts counts, long now) {
    }

    Reply stream(Request request, SignedIn who) {
        Cases.View list = InboxPages.view(request.query("view"));
        long seen = request.header("Last-Event-ID").flatMap(InboxEvents::position)
                .or(() -> request.query("after").flatMap(InboxEvents::position)).orElse(0L);
        return new Reply.Events(sink -> follow(sink, who, list, seen));
    }

    private void follow(Reply.Sink sink, SignedIn who, Cases.View list, long from)
            throws IOException, InterruptedException {
        long seen = from;
        String told = "";
        while (true) {
            long counted = changes.rings();
            if (!sessions.goesOn(who)) {
                sink.send("", "signed-out", "{}");
                return;
            }
            String troubles = pages.troubles();
            if (!troubles.equals(told)) {
                sink.send("", "troubles", new String(Wire.json(troubles), StandardCharsets.UTF_8));
                told = troubles;
            }
            List<CaseChange> next = cases.changesAfter(seen, AT_A_TIME);
            if (next.isEmpty()) {
                sink.send("", "beat", String.valueOf(times.now().toEpochMilli()));
                changes.await(counted, BEAT);
                continue;
            }
            // Counting looks at every case, so it is done once for all of these.
            Cases.Counts counts = cases.counts(who.staff());
            Map<Long, CaseChange> last = lastOfEach(next);
            Map<Long, RecoveryCase> now = cases.find(last.keySet());
            for (CaseChange change : last.values()) {
                seen = change.position();
                if (now.containsKey(change.caseId())) {
                    tell(sink, who, list, change, now.get(change.caseId()), opened(next, change.caseId()), counts);
                }
            }
        }
    }

    private void tell(Reply.Sink sink, SignedIn who, Cases.View list, CaseChange change, RecoveryCase now, boolean opened,
            Cases.Counts counts) throws IOException {
        CaseView view = pages.views().view(now, who.staff(), list);
        Changed changed = new Changed(now.id(), view.state(), listed(now.state(), who, list), pages.row(now, who, list),
                opened ? view.place() + ", " + view.word() : "", counts, times.now().toEpochMilli());
        sink.send(String.valueOf(change.position()), "change",
                new String(Wire.json(changed), StandardCharsets.UTF_8));
    }

    /** Several changes of one case are one piece of news, told at the place of the last. */
    private static Map<Long, CaseChange> lastOfEach(List<CaseChange> changes) {
        Map<Long, CaseChange> last = new LinkedHashMap<>();
        for (CaseChange change : changes) {
            last.remove(change.caseId());
            last.put(change.caseId(), change);
        }
        return last;
    }

    private static boolean opened(List<CaseChange> changes, long id) {
        return changes.stream().anyMatch(change -> change.caseId() == id && change.what() == CaseChange.What.OPENED);
    }

    private static boolean listed(CaseState state, SignedIn who, Cases.View list) {
        return switch (state) {
            case CaseState.New _ -> list == Cases.View.OPEN;
            case CaseState.Taken taken -> list == Cases.View.OPEN
                    || list == Cases.View.MINE && taken.by().name().equals(who.staff().name());
            case CaseState.Closed _,CaseState.Withdrawn _ -> list == Cases.View.CLOSED;
        };
    }

    private static Optional<Long> position(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
