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
    private static final ProblemKind REVOKED = new ProblemKind("revoked-terminal", 401, "The terminal was revoked");
    private static final ProblemKind EXPIRED = new ProblemKind("expired-token", 401, "The token has expired");
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

    /** The terminal, unless the token is absent, unknown, revoked or expired. */
    public Optional<Terminal> of(Request request) {
        return standing(request) instanceof Fleet.Standing.Good(Terminal terminal)
                ? Optional.of(terminal)
                : Optional.empty();
    }

    /** What to answer where there is none; a stranger who asks too often is told to wait. */
    public Reply refusal(Request request) {
        Optional<Duration> wait = perAddress.tooMany(request.from());
        if (wait.isPresent()) {
            return ProblemKind.TOO_OFTEN.reply("Too many requests without a good token came from this address.",
                    wait.get());
        }
        Reply.Whole reply = switch (standing(request)) {
            case Fleet.Standing.Revoked _ -> REVOKED
                    .reply("This hub takes nothing more from this terminal. To use it again, pair it anew.");
            case Fleet.Standing.Expired _ -> EXPIRED.reply("The token was not renewed for "
                    + Fleet.TOKEN_EXPIRES_AFTER.toDays() + " days. Pair the terminal again.");
            default -> UNKNOWN.reply("The header Authorization must hold a token that this hub gave out.");
        };
        return reply.with("WWW-Authenticate", "Bearer realm=\"amends\"");
    }

    private Fleet.Standing standing(Request request) {
        return request.header("Authorization").filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip()).map(fleet::standing)
                .orElse(new Fleet.Standing.Unknown());
    }
}
