package org.amends.hub;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.amends.hub.fleet.ConditionRoute;
import org.amends.hub.fleet.Conditions;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.fleet.PairingRoute;
import org.amends.hub.fleet.TerminalToken;
import org.amends.hub.inbox.InboxRoutes;
import org.amends.hub.intake.Intake;
import org.amends.hub.intake.IntakeRoute;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseWorker;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Sessions;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.WebServer;

/** A running hub, and how its parts are put together. */
final class Hub implements AutoCloseable {

    private static final String TEXTS = "org.amends.hub.messages";

    private final Database database;
    private final CaseWorker worker;
    private final WebServer server;

    private Hub(Database database, CaseWorker worker, WebServer server) {
        this.database = database;
        this.worker = worker;
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
        Database database = Database.open(data);
        Bell entries = new Bell();
        Bell changes = new Bell();
        Pages pages = new Pages(new Texts(TEXTS, Locale.ENGLISH));

        Sessions sessions = new Sessions(database, clock);
        StaffDoor door = new StaffDoor(database, sessions, clock, pages, changes::ring);
        Fleet fleet = new Fleet(database, clock);
        Conditions conditions = new Conditions(database, clock, changes::ring);
        Intake intake = new Intake(database, clock, entries);
        Cases cases = new Cases(database, clock, changes);
        CaseWorker worker = new CaseWorker(database, new Ledger(), settings.negativeScoreAtMost(), entries, changes);

        List<Route> routes = Stream.of(new StatusRoutes(database).routes(), //
                new PairingRoute(fleet, clock).routes(), //
                new ConditionRoute(new TerminalToken(fleet), conditions).routes(), //
                new IntakeRoute(new TerminalToken(fleet), intake).routes(), //
                door.routes(), //
                new InboxRoutes(door, sessions, cases, conditions, changes, pages, clock).routes()).flatMap(List::stream)
                .toList();
        try {
            WebServer server = WebServer.start(settings.bind(), settings.port(), routes, pages);
            return new Hub(database, worker.start(), server);
        } catch (RuntimeException refused) {
            database.close();
            throw refused;
        }
    }

    /** The port it listens on. */
    int port() {
        return server.port();
    }

    /** Its data, for tests that look behind the pages. */
    Database database() {
        return database;
    }

    /** Every method and path that it answers, such as {@code GET /health}. */
    List<String> answers() {
        return server.answers();
    }

    /** In this order: nothing new comes in, what came in is dealt with, then the database is closed. */
    @Override
    public void close() {
        server.close();
        worker.close();
        database.close();
    }
}
