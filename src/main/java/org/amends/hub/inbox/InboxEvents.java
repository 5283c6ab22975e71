package org.amends.hub.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.Staff;
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

    private final InboxNews news;
    private final InboxPages pages;
    private final Bell changes;
    private final Times times;

    InboxEvents(InboxNews news, InboxPages pages, Bell changes, Times times) {
        this.news = news;
        this.pages = pages;
        this.changes = changes;
        this.times = times;
    }

    /**
     * What one change means for one page.
     *
     * @param id     the case
     * @param state  {@code new}, {@code taken} or {@code closed}
     * @param listed whether it belongs into the list that the page shows
     * @param row    its row there; empty if it does not
     * @param spoken what a screen reader says; empty for nothing
     * @param counts of all lists
     * @param now    the hub's clock, in milliseconds since 1970
     */
    record Changed(long id, String state, boolean listed, String row, String spoken, InboxPages.Counted counts, long now) {
    }

    Reply stream(Request request, SignedIn who) {
        Listing list = pages.listing(request, who);
        long seen = request.header("Last-Event-ID").flatMap(InboxEvents::position)
                .or(() -> request.query("after").flatMap(InboxEvents::position)).orElse(0L);
        return new Reply.Events(sink -> follow(sink, who, list, seen));
    }

    private void follow(Reply.Sink sink, SignedIn who, Listing list, long from)
            throws IOException, InterruptedException {
        long seen = from;
        InboxPages.Troubles told = null;
        while (true) {
            long counted = changes.rings();
            InboxNews.Round round = news.after(counted, who.sites());
            if (!round.goesOn(who)) {
                sink.send("", "signed-out", "{}");
                return;
            }
            InboxPages.Troubles troubles = round.troubles(who);
            if (!troubles.equals(told)) {
                sink.send("", "troubles",
                        new String(Wire.json(pages.troubles(troubles, list)), StandardCharsets.UTF_8));
                told = troubles;
            }
            InboxNews.Part part = round.changesAfter(seen);
            if (part.isEmpty()) {
                sink.send("", "beat", String.valueOf(times.now().toEpochMilli()));
                changes.await(counted, BEAT);
                continue;
            }
            Set<Long> listed = part.listed(list.filter(), who.staff());
            pages.listed(part.found(listed), who);
            for (CaseChange change : part.last()) {
                tell(sink, who, list, change, part, listed.contains(change.caseId()));
            }
            seen = part.position();
        }
    }

    private void tell(Reply.Sink sink, SignedIn reader, Listing list, CaseChange change, InboxNews.Part part,
            boolean listed) throws IOException {
        Staff who = reader.staff();
        boolean works = InboxPages.works(reader);
        CaseView view = part.view(change.caseId(), list, who, works);
        Changed changed = new Changed(view.id(), view.state(), listed, listed ? part.row(view.id(), list, who, works) : "",
                part.opened(view.id()) && listed ? view.place() + ", " + view.word() : "", part.counted(who),
                times.now().toEpochMilli());
        sink.send(String.valueOf(change.position()), "change",
                new String(Wire.json(changed), StandardCharsets.UTF_8));
    }

    private static Optional<Long> position(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
