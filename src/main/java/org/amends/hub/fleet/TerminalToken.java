package org.amends.hub.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.RateLimit;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;

/** Which terminal a request comes from, by its {@code Authorization: Bearer} header. */
public final class TerminalToken {

    private static final ProblemKind UNKNOWN = new ProblemKind("unknown-terminal", 401, "The terminal is not known");
    private static final String SCHEME = "Bearer ";

    /**
     * Tokens cannot be guessed; this is for the work that strangers make. A venue's terminals may all stand behind one
     * address and have no good token any more, for one after a hub was set up anew.
     */
    private static final int STRANGERS_A_MINUTE = 600;

    private final Fleet fleet;
    private final RateLimit perAddress;

    public TerminalToken(Fleet fleet, Clock clock) {
        this.fleet = fleet;
        perAddress = new RateLimit(clock, STRANGERS_A_MINUTE, Duration.ofMinutes(1));
    }

    /** The terminal, unless the token is absent, unknown or revoked. */
    public Optional<Terminal> of(Request request) {
        return request.header("Authorization").filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip()).flatMap(fleet::byToken);
    }

    /** What to answer where there is none; a stranger who asks too often is told to wait. */
    public Reply unknown(Request request) {
        Optional<Duration> wait = perAddress.tooMany(request.from());
        if (wait.isPresent()) {
            return ProblemKind.TOO_OFTEN.reply("Too many requests without a good token came from this address.",
                    wait.get());
        }
        return UNKNOWN.reply("The header Authorization must hold a token that this hub gave out and did not revoke.")
                .with("WWW-Authenticate", "Bearer realm=\"amends\"");
    }
}
