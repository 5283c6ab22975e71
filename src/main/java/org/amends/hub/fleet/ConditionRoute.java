package org.amends.hub.fleet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.wire.Condition;
import org.amends.wire.Wire;

/** Where a terminal says what is wrong with it. */
public final class ConditionRoute {

    private static final int MOST_BYTES = 8192;

    private final TerminalToken token;
    private final Conditions conditions;

    public ConditionRoute(TerminalToken token, Conditions conditions) {
        this.token = token;
        this.conditions = conditions;
    }

    public List<Route> routes() {
        return List.of(Route.post(Wire.CONDITION_PATH, this::take));
    }

    private Reply take(Request request) throws IOException {
        Optional<Terminal> terminal = token.of(request);
        if (terminal.isEmpty()) {
            return token.refusal(request);
        }
        if (!request.isOfType(Wire.CONDITION_TYPE)) {
            return ProblemKind.WRONG_TYPE.reply("A condition is sent as " + Wire.CONDITION_TYPE + ".");
        }
        byte[] body = request.body().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return ProblemKind.TOO_LARGE.reply("A condition has at most " + MOST_BYTES + " bytes.");
        }
        Optional<Condition> said = Wire.read(body, Condition.class);
        if (said.isEmpty()) {
            return ProblemKind.UNREADABLE.reply("The body must be {\"troubles\": [{\"kind\": ..., \"lasting\": ...,"
                    + " \"words\": ...}, ...]} with up to " + Condition.MOST + " troubles of different kinds.");
        }
        conditions.replace(terminal.get(), said.get());
        return Reply.of(200, Wire.CONDITION_TYPE, Wire.json(said.get())).with("Cache-Control", "no-store");
    }
}
