package org.amends.hub;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.amends.hub.alerts.ClockWorker;
import org.amends.hub.alerts.Clocks;
import org.amends.hub.answers.AnswerWorker;
import org.amends.hub.audit.AuditRoutes;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.duty.DutyPlan;
import org.amends.hub.fleet.ConditionRoute;
import org.amends.hub.fleet.Conditions;
import org.amends.hub.fleet.DownlinkRoute;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.fleet.PairingRoute;
import org.amends.hub.fleet.PinRoute;
import org.amends.hub.fleet.TerminalToken;
import org.amends.hub.fleet.TokenRoute;
import org.amends.hub.inbox.HeardRoutes;
import org.amends.hub.inbox.InboxRoutes;
import org.amends.hub.funnel.FunnelRoutes;
import org.amends.hub.funnel.FunnelWorker;
import org.amends.hub.intake.Desk;
import org.amends.hub.intake.Intake;
import org.amends.hub.intake.IntakeRoute;
import org.amends.hub.intake.Ledger;
import org.amends.hub.intake.LedgerRoutes;
import org.amends.hub.privacy.Erasure;
import org.amends.hub.privacy.PrivacyRoutes;
import org.amends.hub.privacy.Retention;
import org.amends.hub.recovery.BackTest;
import org.amends.hub.lines.LineRoutes;
import org.amends.hub.lines.Lines;
import org.amends.hub.messages.Letters;
import org.amends.hub.messages.MailSender;
import org.amends.hub.messages.Outbound;
import org.amends.hub.messages.OutboundWorker;
import org.amends.hub.messages.Sender;
import org.amends.hub.messages.UndeliveredRoutes;
import org.amends.hub.messages.WebhookSender;
import org.amends.hub.recovery.CaseWorker;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.ClosingLists;
import org.amends.hub.recovery.FollowUps;
import org.amends.hub.recovery.RateWorker;
import org.amends.hub.recovery.Rules;
import org.amends.hub.recovery.SavedAnswers;
import org.amends.hub.offers.OfferPolicy;
import org.amends.hub.offers.OfferRoutes;
import org.amends.hub.offers.Offers;
import org.amends.hub.offers.TillRoutes;
import org.amends.hub.rulebook.RuleRoutes;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.site.SiteKeys;
import org.amends.hub.site.Tls;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Pins;
import org.amends.hub.staff.SecondStep;
import org.amends.hub.staff.Sessions;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.KeyFile;
import org.amends.hub.storage.RunningHub;
import org.amends.hub.storage.StorageFailure;
import org.amends.hub.thread.CodeWorker;
import org.amends.hub.thread.GuestAsking;
import org.amends.hub.thread.GuestLetters;
import org.amends.hub.thread.GuestRoutes;
import org.amends.hub.thread.Threads;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.WebServer;

/** A running hub, and how its parts are put together. */
final class Hub implements AutoCloseable {

    private static final String TEXTS = "org.amends.hub.messages";

    private final RunningHub running;
    private final Database database;
    private final CaseWorker worker;
    private final RateWorker rates;
    private final ClockWorker clocks;
    private final AnswerWorker answers;
    private final FollowUps followUps;
    private final CodeWorker codes;
    private final FunnelWorker funnel;
    private final Retention retention;
    private final Lines lines;
    private final Sending sending;
    private final AuditTrail audit;
    private final DownlinkRoute downlink;
    private final WebServer server;

    private Hub(RunningHub running, Database database, CaseWorker worker, RateWorker rates, ClockWorker clocks,
            AnswerWorker answers, FollowUps followUps, CodeWorker codes, FunnelWorker funnel, Retention retention,
            Lines lines,
            Sending sending,
            AuditTrail audit,
            DownlinkRoute downlink,
            WebServer server) {
        this.running = running;
        this.database = database;
        this.worker = worker;
        this.rates = rates;
        this.clocks = clocks;
        this.answers = answers;
        this.followUps = followUps;
        this.codes = codes;
        this.funnel = funnel;
        this.retention = retention;
        this.lines = lines;
        this.sending = sending;
        this.audit = audit;
        this.downlink = downlink;
        this.server = server;
    }

    /**
     * Starts a hub.
     *
     * @param  data                     its folder
     * @param  clock                    in the zone of the venue
     * @throws org.amends.StartRefused             if the folder cannot be written to or the port is taken
     * @throws org.amends.checkedfile.FileProblem if something is wrong in the duty plan, in what cases are closed with or in
     *                                            what guests are offered
     */
    static Hub start(HubSettings settings, Path data, Clock clock) {
        DutyPlan plan = settings.duty().map(file -> DutyPlan.read(file, clock.getZone())).orElse(DutyPlan.NONE);
        ClosingLists closing = settings.closing().map(ClosingLists::read).orElse(ClosingLists.DEFAULTS);
        OfferPolicy policy = settings.offers().map(OfferPolicy::read).orElse(OfferPolicy.DEFAULTS);
        RunningHub running = RunningHub.on(data);
        Database database = opened(data, running);
        Ledger ledger = new Ledger();
        database.change(tx -> ledger.noticeRestoration(tx, clock.instant()));
        Bell entries = new Bell();
        Bell changes = new Bell();
        Bell queued = new Bell();
        Texts texts = new Texts(TEXTS);
        Pages pages = new Pages(texts);

        Sessions sessions = new Sessions(database, clock);
        StaffDoor door = new StaffDoor(database, sessions, new SecondStep(database, KeyFile.in(data), clock), clock, pages,
                changes::ring, who -> Offers.waiting(database, who));
        SiteKeys site = new SiteKeys(database, clock);
        Fleet fleet = new Fleet(database, clock);
        TerminalToken token = new TerminalToken(fleet, clock);
        DownlinkRoute downlink = new DownlinkRoute(token, fleet);
        Conditions conditions = new Conditions(database, clock, changes::ring);
        Intake intake = new Intake(database, clock, entries);
        Outbound outbound = new Outbound(database, clock, queued, changes);
        Optional<URI> guestAddress = settings.guestAddress().or(plan::address);
        Duration linksFor = settings.guests().linksFor();
        Threads threads = new Threads(database, clock, new Cases(database, clock, changes), outbound, changes, linksFor,
                settings.guests().sentWithin());
        Cases cases = new Cases(database, clock, changes,
                new GuestAsking(threads, clock, plan.mail().isPresent() && guestAddress.isPresent()),
                closing.silenceAfter());
        Erasure erasure = new Erasure(database, clock, ledger, cases, threads, fleet, site, downlink::wake, data);
        erasure.eraseAgain();
        FollowUps followUps = new FollowUps(database, clock, changes);
        Rules rules = new Rules(database, clock);
        rules.begin(settings.negativeScoreAtMost());
        SealedEntries sealed = new SealedEntries(site);
        CaseWorker worker = new CaseWorker(database, ledger, sealed, rules, clock, entries, changes);
        RateWorker rates = new RateWorker(database, ledger, rules, clock, entries, changes);
        ClockWorker clocks = new ClockWorker(database, clock, plan, ledger, cases, outbound, changes, texts);
        AnswerWorker answers = new AnswerWorker(database, clock, ledger, cases, fleet, site, settings.nobodyFreeAfter(),
                changes, downlink::wake);

        CodeWorker codes = new CodeWorker(database, clock, ledger, entries, linksFor);
        Retention retention = new Retention(database, clock, ledger, cases, erasure, settings.keep());
        FunnelWorker funnel = new FunnelWorker(database, FunnelRoutes.calendars(plan, clock.getZone()));

        Accounts accounts = new Accounts(database, clock);
        AuditTrail audit = new AuditTrail(database, clock);
        Offers offers = new Offers(database, clock, cases, audit, KeyFile.in(data), policy, threads::say, changes, texts);
        Lines lines = new Lines(database, clock, cases, fleet, audit, settings.guests().languages(), changes,
                downlink::wake);
        List<Route> routes = Stream.of(new StatusRoutes(database).routes(), //
                new PairingRoute(fleet, clock).routes(), //
                new ConditionRoute(token, conditions).routes(), //
                new TokenRoute(token, fleet).routes(), //
                new PinRoute(token, new Pins(database, KeyFile.in(data), clock), clock).routes(), //
                downlink.routes(), //
                new IntakeRoute(token, intake, clock).routes(), //
                new LedgerRoutes(door, token, fleet, database, pages, clock).routes(), //
                door.routes(), //
                new RuleRoutes(door, rules, new BackTest(database, ledger, sealed, rules, clock), audit, pages, clock)
                        .routes(), //
                new HeardRoutes(door, new Desk(database, fleet, clock, entries), cases, fleet, audit, changes, pages, clock)
                        .routes(), //
                new GuestRoutes(database, threads, followUps, offers, erasure, pages, clock).routes(), //
                new UndeliveredRoutes(door, outbound, pages, clock).routes(), //
                new PrivacyRoutes(door, database, erasure, ledger, sealed, cases, threads, audit, pages, clock).routes(), //
                new FunnelRoutes(door, database, plan, accounts, closing, pages, clock).routes(), //
                new AuditRoutes(door, audit, accounts, pages, clock).routes(), //
                new OfferRoutes(door, offers, audit, pages, clock).routes(), //
                new LineRoutes(door, lines, pages, clock).routes(), //
                new TillRoutes(door, offers, pages, clock).routes(), //
                new InboxRoutes(door, sessions, accounts, cases, new Clocks(database, clock, plan),
                        conditions, outbound, new SavedAnswers(database, clock), followUps, closing, threads, offers, lines,
                        audit,
                        changes,
                        pages, clock).routes())
                .flatMap(List::stream).toList();
        try {
            site.prepare();
            fleet.guestsReach(guestAddress);
            WebServer server = WebServer.start(settings.bind(), settings.port(), secured(settings, site), routes, pages,
                    StorageFailure.class::isInstance);
            return new Hub(running, database, worker.start(), rates.start(), clocks.start(), answers.start(),
                    followUps.start(), codes.start(), funnel.start(), retention.start(), lines.start(),
                    Sending.start(plan, database, clock, queued, changes,
                            new GuestLetters(database, clock, KeyFile.in(data), guestAddress, linksFor)),
                    audit.start(), downlink.start(),
                    server);
        } catch (RuntimeException refused) {
            database.close();
            running.close();
            throw refused;
        }
    }

    /** What empties the outbound queue, and what it sends by. */
    private record Sending(OutboundWorker worker, Optional<MailSender> mail, Optional<WebhookSender> webhooks)
            implements
                AutoCloseable {

        static Sending start(DutyPlan plan, Database database, Clock clock, Bell queued, Bell changes,
                Letters letters) {
            Optional<MailSender> mail = plan.mail().map(MailSender::new);
            Optional<WebhookSender> webhooks = plan.webhookKey().map(key -> new WebhookSender(key, clock));
            List<Sender> senders = Stream.<Optional<? extends Sender>>of(mail, webhooks).flatMap(Optional::stream)
                    .<Sender>map(sender -> sender).toList();
            return new Sending(new OutboundWorker(database, clock, queued, changes, senders, Math::random, letters).start(),
                    mail,
                    webhooks);
        }

        @Override
        public void close() {
            worker.close();
            mail.ifPresent(MailSender::close);
            webhooks.ifPresent(WebhookSender::close);
        }
    }

    private static Database opened(Path data, RunningHub running) {
        try {
            return Database.open(data);
        } catch (RuntimeException refused) {
            running.close();
            throw refused;
        }
    }

    /** The port it listens on for plain HTTP. */
    int port() {
        return server.port();
    }

    /** The port it listens on for TLS, if it does. */
    OptionalInt securePort() {
        return server.securePort();
    }

    /** Its data, for tests that look behind the pages. */
    Database database() {
        return database;
    }

    /** Deals with what is due by its clock, for whoever moves that. */
    void noticeTheTime() {
        followUps.catchUp();
        clocks.catchUp();
        sending.worker.sendDue();
        retention.catchUp();
        lines.catchUp();
    }

    /** Every method and path that it answers, such as {@code GET /health}. */
    List<String> answers() {
        return server.answers();
    }

    private static Optional<WebServer.Secured> secured(HubSettings settings, SiteKeys site) {
        HubSettings.Tls tls = settings.tls();
        boolean ours = tls.port().isPresent() && tls.certificate().isEmpty();
        Optional<WebServer.Secured> secured = tls.port().stream()
                .mapToObj(port -> new WebServer.Secured(port, ours
                        ? site.tls(HubNames.of(settings))
                        : Tls.fromFiles(tls.certificate().orElseThrow(), tls.key().orElseThrow())))
                .findFirst();
        site.speaksTls(ours);
        return secured;
    }

    /** In this order: nothing new comes in, what came in is dealt with, then the database is closed. */
    @Override
    public void close() {
        downlink.close();
        server.close();
        rates.close();
        worker.close();
        clocks.close();
        answers.close();
        followUps.close();
        codes.close();
        funnel.close();
        retention.close();
        lines.close();
        sending.close();
        audit.close();
        database.close();
        running.close();
    }
}
