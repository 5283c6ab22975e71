package org.amends.hub.fleet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.wire.Pairing;
import org.amends.wire.Wire;

/** Where a terminal turns its token into a new one. A lost answer costs nothing: it asks again with the old one. */
public final class TokenRoute {

    private static final Logger LOG = System.getLogger(TokenRoute.class.getName());

    private final TerminalToken token;
    private final Fleet fleet;

    public TokenRoute(TerminalToken token, Fleet fleet) {
        this.token = token;
        this.fleet = fleet;
    }

    public List<Route> routes() {
        return List.of(Route.post(Wire.TOKEN_PATH, this::renew));
    }

    private Reply renew(Request request) {
        Optional<Terminal> terminal = token.of(request);
        if (terminal.isEmpty()) {
            return token.refusal(request);
        }
        LOG.log(Level.INFO, "terminal {0} fetched a new token", terminal.get().id());
        return Reply.of(201, Wire.TOKEN_TYPE, Wire.json(new Pairing.NewToken(fleet.offerToken(terminal.get()))))
                .with("Cache-Control", "no-store");
    }
}
