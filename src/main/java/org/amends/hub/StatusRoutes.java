package org.amends.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.StorageFailure;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.wire.Wire;

/** What the hub says of itself: whether it is well, and what programs may ask it. */
final class StatusRoutes {

    private static final Logger LOG = System.getLogger(StatusRoutes.class.getName());
    private static final ProblemKind UNWELL = new ProblemKind("unwell", 503, "The hub cannot keep what it is told");
    private static final String STEP = "health";

    private final Database database;
    private final byte[] description;

    StatusRoutes(Database database) {
        this.database = database;
        try (InputStream stream = StatusRoutes.class.getResourceAsStream("openapi.json")) {
            description = stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Route> routes() {
        return List.of(Route.get("/health", this::health),
                Route.get("/openapi.json", _ -> Reply.of(200, "application/json", description)));
    }

    /** Healthy means that it can write: a hub on a full disk must not look well. */
    private Reply health(Request request) {
        try {
            database.change(tx -> Cursors.move(tx, STEP, Cursors.START));
            return Reply.of(200, "application/json", Wire.json(Map.of("status", "up"))).with("Cache-Control", "no-store");
        } catch (StorageFailure failure) {
            LOG.log(Level.ERROR, "the health check could not write", failure);
            return UNWELL.reply("The database cannot be written to. The hub's log says why.");
        }
    }
}
