package org.amends.hub.fleet;

import java.util.Optional;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;

/** Which terminal a request comes from, by its {@code Authorization: Bearer} header. */
public final class TerminalToken {

    private static final ProblemKind UNKNOWN = new ProblemKind("unknown-terminal", 401, "The terminal is not known");
    private static final String SCHEME = "Bearer ";

    private final Fleet fleet;

    public TerminalToken(Fleet fleet) {
        this.fleet = fleet;
    }

    /** The terminal, unless the token is absent, unknown or revoked. */
    public Optional<Terminal> of(Request request) {
        return request.header("Authorization").filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip()).flatMap(fleet::byToken);
    }

    /** What to answer where there is none. */
    public Reply unknown() {
        return UNKNOWN.reply("The header Authorization must hold a token that this hub gave out and did not revoke.")
                .with("WWW-Authenticate", "Bearer realm=\"amends\"");
    }
}
