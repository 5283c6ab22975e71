package org.amends.hub.inbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.alerts.CaseClock;
import org.amends.hub.alerts.Clocks;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.fleet.Conditions;
import org.amends.hub.lines.LineViews;
import org.amends.hub.messages.Outbound;
import org.amends.hub.offers.OfferViews;
import org.amends.hub.privacy.Masks;
import org.amends.hub.recovery.CaseFilter;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.ClosingLists;
import org.amends.hub.recovery.FollowUp;
import org.amends.hub.recovery.FollowUps;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.recovery.Notice;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.recovery.SavedAnswers;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.thread.Threads;
import org.amends.hub.web.Pages;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Request;
import org.amends.hub.web.Times;
import org.amends.wire.Condition;

/** The list, one case beside it, and the parts of both that are sent again when something changes. */
final class InboxPages {

    /** A list that is longer is no longer a list to work from. */
    private static final int MOST_ROWS = 200;
    private static final int MOST_CALLS = 5;
    private static final int MOST_OTHERS = 10;
    /** No page stays open for longer without being asked for anew: its session ends. */
    private static final Duration LONGEST_OPEN = Duration.ofDays(2);
    /** The troubles that there are words for. */
    private static final Set<String> KNOWN = Set.of(Condition.CANNOT_SAVE, Condition.OUTBOX + "low",
            Condition.OUTBOX + "tight", Condition.OUTBOX + "full", Condition.OUTBOX_DAMAGED, Condition.ENTRIES_SET_ASIDE,
            Condition.DEVICES_OUT_OF_ORDER);

    private final Pages pages;
    private final Cases cases;
    private final Accounts accounts;
    private final Clocks clocks;
    private final Conditions conditions;
    private final Outbound outbound;
    private final AuditTrail audit;
    private final SavedAnswers answers;
    private final FollowUps followUps;
    private final ClosingLists closing;
    private final CaseViews views;
    private final Masks masks = new Masks();
    private final CaseViews masked;
    private final Threads threads;
    private final ThreadView.Maker guests;
    private final OfferViews offers;
    private final LineViews lines;
    private final Times times;

    InboxPages(Pages pages, Cases cases, Accounts accounts, Clocks clocks, Conditions conditions, Outbound outbound,
            SavedAnswers answers, FollowUps followUps, ClosingLists closing, Threads threads, OfferViews offers,
            LineViews lines, AuditTrail audit, Times times) {
        this.lines = lines;
        this.offers = offers;
        this.pages = pages;
        this.cases = cases;
        this.accounts = accounts;
        this.clocks = clocks;
        this.conditions = conditions;
        this.outbound = outbound;
        this.audit = audit;
        this.answers = answers;
        this.followUps = followUps;
        this.closing = closing;
        this.times = times;
        this.threads = threads;
        views = new CaseViews(pages.texts(), times, closing);
        masked = views.masked(masks);
        guests = new ThreadView.Maker(pages.texts(), times);
    }

    /**
     * What was asked for and not done.
     *
     * @param trouble why; empty if there is no such thing
     * @param remark  what was written and not kept, or is not written yet
     * @param message the same to the guest
     * @param typed   what a case was to be closed with and was not
     * @param line    what was to be proposed as a line and was not, by field
     */
    record Unsaved(String trouble, String remark, Typed typed, String message, Map<String, String> line) {

        static final Unsaved NOTHING = new Unsaved("", "");

        Unsaved(String trouble, String remark) {
            this(trouble, remark, new Typed("", "", ""), "", Map.of());
        }

        static Unsaved closing(String trouble, Typed typed) {
            return new Unsaved(trouble, "", typed, "", Map.of());
        }

        static Unsaved toGuest(String trouble, String message) {
            return new Unsaved(trouble, "", new Typed("", "", ""), message, Map.of());
        }

        static Unsaved line(String trouble, Map<String, String> line) {
            return new Unsaved(trouble, "", new Typed("", "", ""), "", line);
        }
    }

    /** What stands in the form that closes a case. */
    record Typed(String cause, String action, String note) {
    }

    CaseViews views() {
        return views;
    }

    /** The list that a query names to somebody. */
    Listing listing(Request request, SignedIn who) {
        return Listing.of(request, clocks.team(who.staff().name()));
    }

    /**
     * The whole page.
     *
     * @param chosen  the case to show beside the list
     * @param unsaved what the last thing was that was asked for and not done
     */
    String page(Listing list, SignedIn who, Optional<Cases.WithHistory> chosen, Unsaved unsaved) {
        Cases.Overview overview = cases.within(who.sites()).overview(list.filter(), who.staff(), MOST_ROWS);
        listed(overview.cases(), who);
        Map<Long, CaseView> shown = views(overview.cases(), who.staff(), list, works(who));
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("works", who.may(Permission.CASES_WORK));
        model.put("view", list.id());
        model.put("where", list.where());
        model.put("lists", list.others());
        model.put("filter", chosen(list.filter()));
        model.put("hasTeam", clocks.team(who.staff().name()).isPresent());
        model.put("isNarrow", list.filter().isNarrow());
        model.put("choices", choices(list.filter(), overview.choices()));
        model.put("counts", counted(overview.counts(), clocks.overdue(who.sites())));
        model.put("rows", overview.cases().stream().map(found -> shown.get(found.id())).toList());
        model.put("more", Math.max(0, overview.matching() - overview.cases().size()));
        model.put("after", overview.lastChange());
        model.put("troubles", troubles(troubles(who.sites()).apply(who), list));
        model.put("now", times.now().toEpochMilli());
        List<Clocks.QuietTime> quiet = clocks.quiet(who.staff().name(), LONGEST_OPEN);
        model.put("quiet", quiet.stream().map(time -> time.from().toEpochMilli() + "-" + time.to().toEpochMilli())
                .collect(Collectors.joining(" ")));
        model.put("urgentPasses", quiet.stream().anyMatch(Clocks.QuietTime::urgentPasses));
        model.put("chosen", chosen.map(found -> found.theCase().id()).orElse(0L));
        model.put("detail", chosen.map(found -> detail(found, who, list, unsaved)).orElse(""));
        return pages.make("inbox/inbox", model);
    }

    /** Everybody else who may do something with a case. */
    private List<Staff> colleagues(Permission permission, RecoveryCase theCase, SignedIn who) {
        return accounts.whoMay(permission, theCase.where().site()).stream()
                .filter(other -> !other.name().equals(who.staff().name())).toList();
    }

    /** Those who may be given a case: not whoever closed it to a guest who was not content. */
    private List<Staff> takers(RecoveryCase theCase, List<FollowUp> rounds, SignedIn who) {
        Optional<String> closer = theCase.reopened().filter(_ -> !rounds.isEmpty())
                .map(_ -> rounds.getLast().closedBy().name());
        return colleagues(Permission.CASES_WORK, theCase, who).stream()
                .filter(other -> closer.filter(other.name()::equals).isEmpty()).toList();
    }

    /** The part that shows one case with its history. */
    String detail(Cases.WithHistory found, SignedIn who, Listing list, Unsaved unsaved) {
        RecoveryCase one = found.theCase();
        audit.note(who.staff(), AuditTrail.Action.LOOKED, List.of(subject(one)));
        CaseView.Open open = views(works(who)).open(found, clocks.of(List.of(one)).get(one.id()), who.staff(), list);
        List<RecoveryCase> others = cases.within(who.sites()).ofSameGuest(one.id(), MOST_OTHERS);
        Map<Long, CaseView> shown = views(others, who.staff(), list, works(who));
        Map<String, Object> model = new HashMap<>();
        model.put("c", open.c());
        model.put("lines", open.lines());
        model.put("goals", open.goals());
        model.put("changesAnswers", AnswerRoutes.changes(who));
        model.put("joined", found.joined().stream().map(other -> String.valueOf(other.id())).collect(
                Collectors.joining(" ")));
        model.put("offers", offers.ofCase(one, Stream.concat(Stream.of(one), found.joined().stream())
                .map(RecoveryCase::id).toList(), who, list.where()));
        model.put("lineForm", lines.ofCase(one, who, list.where(), unsaved.line()));
        model.put("others", others.stream().map(other -> shown.get(other.id())).toList());
        model.put("works", who.may(Permission.CASES_WORK));
        List<FollowUp> rounds = followUps.all(one.id());
        model.put("takers", takers(one, rounds, who));
        model.put("somebodyElses", cases.isSomebodyElses(one.id(), who.staff()));
        model.put("colleagues", colleagues(Permission.CASES_READ, one, who));
        model.put("rounds", views.rounds(rounds));
        model.put("causes", choices(closing.causes()));
        model.put("actions", choices(closing.actions()));
        model.put("typed", unsaved.typed());
        model.put("csrf", who.csrf());
        model.put("trouble", unsaved.trouble());
        model.put("remark", unsaved.remark());
        model.put("answers", answers.forGuest(one.language()).stream().map(AnswerRoutes::row).toList());
        model.put("answered", unsaved.trouble().isEmpty() && !unsaved.remark().isEmpty());
        model.put("longest", Cases.LONGEST_NOTE);
        model.put("thread", guests.view(found.theCase(), threads.whole(one.id()),
                works(who) ? UnaryOperator.identity() : masks::mask));
        model.put("message", unsaved.message());
        model.put("messageAnswered", unsaved.trouble().isEmpty() && !unsaved.message().isEmpty());
        model.put("guestAnswers", answers.forGuest(one.language()).stream().filter(answer -> answer.isIn(one.language()))
                .map(AnswerRoutes::row).toList());
        model.put("longestMessage", Threads.LONGEST);
        return pages.make("inbox/detail", model);
    }

    private static List<Map<String, String>> choices(List<ClosingLists.Choice> all) {
        return all.stream().map(one -> Map.of("id", one.id(), "words", one.in(ReaderLanguage.now()))).toList();
    }

    /**
     * What stands above somebody's lists.
     *
     * @param terminals   what is wrong with which
     * @param undelivered how many messages could not be sent
     * @param notices     which cases colleagues asked them to look at
     * @param unread      on which their guest wrote something that nobody has dealt with: their own, and all closed ones
     */
    record Troubles(List<Conditions.InTrouble> terminals, long undelivered, List<Notice> notices,
            List<Threads.Unread> unread) {
    }

    /** What stands above the lists now of those who belong to some sites. */
    Function<SignedIn, Troubles> troubles(Sites sites) {
        List<Conditions.InTrouble> terminals = conditions.at(sites);
        long undelivered = outbound.dead(sites);
        Map<String, List<Notice>> notices = cases.within(sites).notices(MOST_CALLS);
        List<Threads.Unread> unread = threads.unread(sites, MOST_ROWS);
        return who -> new Troubles(terminals, who.may(Permission.MESSAGES) ? undelivered : 0,
                notices.getOrDefault(who.staff().name(), List.of()),
                unread.stream().filter(one -> one.closed() || one.holder().equals(Optional.of(who.staff().name())))
                        .limit(MOST_CALLS).toList());
    }

    /** The same in words; empty if there is nothing of it. */
    String troubles(Troubles troubles, Listing list) {
        List<String> lines = troubles.terminals().stream()
                .map(trouble -> pages.texts().say("trouble." + (KNOWN.contains(trouble.kind()) ? trouble.kind() : "other"),
                        trouble.where().name(), times.clock(trouble.since()), trouble.words()))
                .toList();
        List<CaseView.Call> calls = Stream
                .concat(troubles.unread().stream().map(one -> guests.call(one, list)),
                        troubles.notices().stream().map(notice -> views.call(notice, list)))
                .toList();
        return pages.make("inbox/troubles",
                Map.of("lines", lines, "undelivered", troubles.undelivered(), "calls", calls));
    }

    /** One row of the list, the same for everybody who reads it like this: the page that gets it puts in its own csrf. */
    String row(CaseView found) {
        return pages.make("inbox/row", Map.of("c", found, "csrf", "", "chosen", 0L));
    }

    /** Whether somebody reads what guests wrote as they wrote it: who works on cases does, others look at them masked. */
    static boolean works(SignedIn who) {
        return who.may(Permission.CASES_WORK);
    }

    private CaseViews views(boolean works) {
        return works ? views : masked;
    }

    /** Cases as a page shows them, by number. */
    Map<Long, CaseView> views(Collection<RecoveryCase> found, Staff reader, Listing list, boolean works) {
        Map<Long, CaseClock> due = clocks.of(found);
        return found.stream().collect(
                Collectors.toMap(RecoveryCase::id, one -> views(works).view(one, due.get(one.id()), reader, list)));
    }

    /** Notes that somebody has rows before them: of what a guest said, they show the words. */
    void listed(Collection<RecoveryCase> rows, SignedIn who) {
        audit.listed(who.staff(),
                rows.stream().filter(one -> one.comment().isPresent()).map(InboxPages::subject).toList());
    }

    static AuditTrail.Subject subject(RecoveryCase found) {
        return AuditTrail.Subject.of(found.id(), found.where().site());
    }

    /** Counts of all lists, and of those cases in them for which something should have happened by now. */
    record Counted(long open, long mine, long closed, long overdue) {
    }

    /** How many cases there are now at some sites, by who counts. */
    Function<Staff, Counted> counted(Sites sites) {
        Cases.Tally tally = cases.within(sites).tally();
        long overdue = clocks.overdue(sites);
        return who -> counted(tally.of(who), overdue);
    }

    private static Counted counted(Cases.Counts counts, long overdue) {
        return new Counted(counts.open(), counts.mine(), counts.closed(), overdue);
    }

    /** What a list is narrowed to, as the form beside it has it. */
    private static Map<String, Object> chosen(CaseFilter filter) {
        return Map.of("team", filter.team().isPresent(), "site", filter.site().orElse(""), "touchpoint",
                filter.touchpoint().orElse(""), "tag",
                filter.tag().orElse(""), "gravity", filter.gravity().map(Gravity::id).orElse(""), "overdue",
                filter.overdue(), "outcome", filter.outcome().map(FollowUp.Outcome::id).orElse(""));
    }

    /** What it could be narrowed to; what it is narrowed to is there although there may be no case of it any more. */
    private static Map<String, List<String>> choices(CaseFilter filter, Cases.Choices choices) {
        return Map.of("sites", with(filter.site(), choices.sites()), "touchpoints",
                with(filter.touchpoint(), choices.touchpoints()), "tags", with(filter.tag(), choices.tags()), "gravities",
                Arrays.stream(Gravity.values()).map(Gravity::id).toList(), "outcomes",
                CaseFilter.OUTCOMES.stream().map(FollowUp.Outcome::id).toList());
    }

    private static List<String> with(Optional<String> chosen, List<String> all) {
        return Stream.concat(all.stream(), chosen.stream()).distinct().toList();
    }
}
