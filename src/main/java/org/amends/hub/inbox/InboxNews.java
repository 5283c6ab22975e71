package org.amends.hub.inbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.CaseFilter;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Sessions;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.web.ReaderLanguage;

/**
 * What a ring of the bell means for open pages. All of them wake at once, and nearly all look at the same, so each thing is
 * looked up and put into words once for all of them: two hundred pages that each asked for themselves made a case wait twenty
 * seconds for its place in the list.
 */
final class InboxNews {

    /** What changes without a ring, like what is overdue, is looked at anew after this. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);
    /** After a cut each page goes on from where it was; from a multiple of this on they all look at the same again. */
    private static final int AT_A_TIME = 50;
    /** Rows of cases are large, and after a restart of the hub every page may be somewhere else. */
    private static final int MOST_PARTS = 16;

    private final Cases cases;
    private final InboxPages pages;
    private final Sessions sessions;
    private final Map<Sites, Round> latest = new HashMap<>();

    InboxNews(Cases cases, InboxPages pages, Sessions sessions) {
        this.cases = cases;
        this.pages = pages;
        this.sessions = sessions;
    }

    /**
     * What there is to hear after a ring.
     *
     * @param rings how often the bell had rung before; what a later ring is about may be in it or not
     * @param sites where whoever asks belongs
     */
    synchronized Round after(long rings, Sites sites) {
        latest.values().removeIf(Round::isOld);
        return latest.compute(sites,
                (_, known) -> known != null && known.rings == rings ? known : new Round(rings, sites));
    }

    /** What everybody hears who belongs to the same sites. */
    final class Round {

        private final long rings;
        private final long made = System.nanoTime();
        private final Set<String> going = sessions.going();
        private final Sites sites;
        private final Function<SignedIn, InboxPages.Troubles> troubles;
        private final Map<Long, Part> parts = new LinkedHashMap<>(MOST_PARTS, 0.75f, true) {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Part> eldest) {
                return size() > MOST_PARTS;
            }
        };
        private Function<Staff, InboxPages.Counted> counted;

        private Round(long rings, Sites sites) {
            this.rings = rings;
            this.sites = sites;
            troubles = pages.troubles(sites);
        }

        private boolean isOld() {
            return System.nanoTime() - made > GOOD_FOR.toNanos();
        }

        /** Whether a session still goes on, if need be one that has begun since. */
        boolean goesOn(SignedIn who) {
            return going.contains(who.session()) || sessions.goesOn(who);
        }

        InboxPages.Troubles troubles(SignedIn who) {
            return troubles.apply(who);
        }

        /** What happened to cases after a change. */
        synchronized Part changesAfter(long seen) {
            Part known = parts.get(seen);
            if (known == null) {
                known = new Part(this, seen);
                parts.put(seen, known);
            }
            return known;
        }

        /** Counting looks at every case. */
        private synchronized InboxPages.Counted counted(Staff who) {
            if (counted == null) {
                counted = pages.counted(sites);
            }
            return counted.apply(who);
        }
    }

    /** A row as those see it who read one language, came from one list, have its case themselves or not, and work or look. */
    private record Reading(long id, Locale language, Listing list, String holder, boolean works) {
    }

    /** Whose list it is makes no difference but to that of their own cases; which team is meant, the filter says. */
    private record Of(CaseFilter filter, String owner) {
    }

    /** What happened to some cases, and how they are now. */
    final class Part {

        private final Cases theirs;
        private final List<CaseChange> changes;
        private final Map<Long, CaseChange> last = new LinkedHashMap<>();
        private final Map<Long, RecoveryCase> found;
        private final Round round;
        private final Map<Of, Set<Long>> listed = new ConcurrentHashMap<>();
        private final Map<Reading, CaseView> views = new ConcurrentHashMap<>();
        private final Map<Reading, String> rows = new ConcurrentHashMap<>();

        private Part(Round round, long seen) {
            this.round = round;
            theirs = cases.within(round.sites);
            changes = upToTheNext(theirs.changesAfter(seen, AT_A_TIME), (seen / AT_A_TIME + 1) * AT_A_TIME);
            changes.forEach(change -> {
                last.remove(change.caseId());
                last.put(change.caseId(), change);
            });
            found = changes.isEmpty() ? Map.of() : theirs.find(last.keySet());
        }

        /** Where there is nothing up to a position, all of it. */
        private static List<CaseChange> upToTheNext(List<CaseChange> changes, long position) {
            List<CaseChange> first = changes.stream().takeWhile(change -> change.position() <= position).toList();
            return first.isEmpty() ? changes : first;
        }

        /**
         * Several changes of one case are one piece of news, told at the place of the last. Of what happens elsewhere nothing is
         * heard.
         */
        List<CaseChange> last() {
            return last.values().stream().filter(change -> found.containsKey(change.caseId())).toList();
        }

        /** The place of the last of all. */
        long position() {
            return changes.getLast().position();
        }

        boolean isEmpty() {
            return changes.isEmpty();
        }

        boolean opened(long id) {
            return changes.stream()
                    .anyMatch(change -> change.caseId() == id && (change.what() == CaseChange.What.OPENED
                            || change.what() == CaseChange.What.REOPENED));
        }

        InboxPages.Counted counted(Staff who) {
            return round.counted(who);
        }

        /** Which of the cases are in a list. */
        Set<Long> listed(CaseFilter filter, Staff who) {
            return listed.computeIfAbsent(new Of(filter, filter.view() == Cases.View.MINE ? who.name() : ""),
                    _ -> theirs.listed(filter, who, found.keySet()));
        }

        List<RecoveryCase> found(Set<Long> ids) {
            return ids.stream().map(found::get).toList();
        }

        CaseView view(long id, Listing list, Staff who, boolean works) {
            Reading reading = reading(id, list, who, works);
            return views.computeIfAbsent(reading, _ -> {
                RecoveryCase one = found.get(id);
                return pages.views(List.of(one), who, list, works).get(id);
            });
        }

        String row(long id, Listing list, Staff who, boolean works) {
            return rows.computeIfAbsent(reading(id, list, who, works), _ -> pages.row(view(id, list, who, works)));
        }

        private Reading reading(long id, Listing list, Staff who, boolean works) {
            // "Yours since", and nothing else, is said to one person only.
            boolean theirs = found.get(id).state() instanceof CaseState.Taken taken && taken.by().name().equals(who.name());
            return new Reading(id, ReaderLanguage.now(), list, theirs ? who.name() : "", works);
        }
    }
}
