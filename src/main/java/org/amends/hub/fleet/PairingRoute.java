package org.amends.hub.fleet;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.RateLimit;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.wire.Pairing;
import org.amends.wire.Wire;

/** Where a terminal turns its one-time code into a token. */
public final class PairingRoute {

    private static final Logger LOG = System.getLogger(PairingRoute.class.getName());

    private static final ProblemKind WRONG_CODE = new ProblemKind("wrong-code", 403, "The pairing code is not good");

    private static final Pattern ATTEMPT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MOST_BYTES = 4096;
    private static final int TRIES_A_MINUTE = 10;

    private final Fleet fleet;
    private final RateLimit perAddress;

    public PairingRoute(Fleet fleet, Clock clock) {
        this.fleet = fleet;
        perAddress = new RateLimit(clock, TRIES_A_MINUTE, Duration.ofMinutes(1));
    }

    public List<Route> routes() {
        return List.of(Route.post(Wire.PAIRING_PATH, this::pair));
    }

    private Reply pair(Request request) throws IOException {
        Optional<Duration> wait = perAddress.tooMany(request.from());
        if (wait.isPresent()) {
            return ProblemKind.TOO_OFTEN.reply("At most " + TRIES_A_MINUTE + " codes a minute can be tried.", wait.get());
        }
        if (!request.isOfType(Wire.PAIRING_TYPE)) {
            return ProblemKind.WRONG_TYPE.reply("A pairing is asked for as " + Wire.PAIRING_TYPE + ".");
        }
        byte[] body = request.body().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return ProblemKind.TOO_LARGE.reply("A pairing has at most " + MOST_BYTES + " bytes.");
        }
        Optional<Pairing.Request> asked = Wire.read(body, Pairing.Request.class)
                .filter(pairing -> pairing.code() != null && pairing.touchpoint() != null)
                .filter(pairing -> pairing.attempt().map(ATTEMPT::matcher).map(Matcher::matches).orElse(true));
        if (asked.isEmpty()) {
            return ProblemKind.UNREADABLE
                    .reply("The body must be {\"code\": ..., \"touchpoint\": {\"site\": ..., \"name\": ...}}"
                            + " with names of 1 to 80 characters; \"attempt\", if it is there, is SHA-256 in base64url.");
        }
        Optional<Pairing.Answer> answer = fleet.pair(asked.get().code(), asked.get().touchpoint(),
                asked.get().attempt());
        if (answer.isEmpty()) {
            LOG.log(Level.WARNING, "a wrong pairing code was tried from {0}", request.from());
            return WRONG_CODE
                    .reply("The code is unknown, used or expired. The hub gives out new ones: amends hub pairing-code");
        }
        LOG.log(Level.INFO, "terminal {0} paired from {1}", answer.get().terminal(), request.from());
        return Reply.of(201, Wire.PAIRING_TYPE, Wire.json(answer.get())).with("Cache-Control", "no-store");
    }
}
