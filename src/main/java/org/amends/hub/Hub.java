package org.amends.hub;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.amends.hub.fleet.ConditionRoute;
import org.amends.hub.fleet.Conditions;
import org.amends.hub.fleet.DownlinkRoute;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.fleet.PairingRoute;
import org.amends.hub.fleet.TerminalToken;
import org.amends.hub.fleet.TokenRoute;
import org.amends.hub.inbox.InboxRoutes;
import org.amends.hub.intake.Intake;
import org.amends.hub.intake.IntakeRoute;
import org.amends.hub.intake.Ledger;
import org.amends.hub.intake.LedgerRoutes;
import org.amends.hub.recovery.CaseWorker;
import org.amends.hub.recovery.Cases;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.site.SiteKeys;
import org.amends.hub.site.Tls;
import org.amends.hub.staff.Sessions;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.RunningHub;
import org.amends.hub.storage.StorageFailure;
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
    private final DownlinkRoute downlink;
    private final WebServer server;

    private Hub(RunningHub running, Database database, CaseWorker worker, DownlinkRoute downlink, WebServer server) {
        this.running = running;
        this.database = database;
        this.worker = worker;
        this.downlink = downlink;
        this.server = server;
    }

    /**
     * Starts a hub.
     *
     * @param  data                     its folder
     * @param  clock                    in the zone of the venue
     * @throws org.amends.StartRefused if the folder cannot be written to or the port is taken
     */
    static Hub start(HubSettings settings, Path data, Clock clock) {
        RunningHub running = RunningHub.on(data);
        Database database = opened(data, running);
        Ledger ledger = new Ledger();
        database.change(tx -> ledger.noticeRestoration(tx, clock.instant()));
        Bell entries = new Bell();
        Bell changes = new Bell();
        Pages pages = new Pages(new Texts(TEXTS, Locale.ENGLISH));

        Sessions sessions = new Sessions(database, clock);
        StaffDoor door = new StaffDoor(database, sessions, clock, pages, changes::ring);
        SiteKeys site = new SiteKeys(database, clock);
        Fleet fleet = new Fleet(database, clock);
        TerminalToken token = new TerminalToken(fleet, clock);
        DownlinkRoute downlink = new DownlinkRoute(token, fleet);
        Conditions conditions = new Conditions(database, clock, changes::ring);
        Intake intake = new Intake(database, clock, entries);
        Cases cases = new Cases(database, clock, changes);
        CaseWorker worker = new CaseWorker(database, ledger, new SealedEntries(site), settings.negativeScoreAtMost(),
                entries, changes);

        List<Route> routes = Stream.of(new StatusRoutes(database).routes(), //
                new PairingRoute(fleet, clock).routes(), //
                new ConditionRoute(token, conditions).routes(), //
                new TokenRoute(token, fleet).routes(), //
                downlink.routes(), //
                new IntakeRoute(token, intake, clock).routes(), //
                new LedgerRoutes(door, token, fleet, database, pages, clock).routes(), //
                door.routes(), //
                new InboxRoutes(door, sessions, cases, conditions, changes, pages, clock).routes()).flatMap(List::stream)
                .toList();
        try {
            site.prepare();
            WebServer server = WebServer.start(settings.bind(), settings.port(), secured(settings, site), routes, pages,
                    StorageFailure.class::isInstance);
            return new Hub(running, database, worker.start(), downlink.start(), server);
        } catch (RuntimeException refused) {
            database.close();
            running.close();
            throw refused;
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
        worker.close();
        database.close();
        running.close();
    }
}
