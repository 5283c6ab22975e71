package org.amends.hub.intake;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.fleet.TerminalToken;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.wire.Wire;

/** Where terminals post their batches. It answers after the commit, never before. */
public final class IntakeRoute {

    private static final Logger LOG = System.getLogger(IntakeRoute.class.getName());
    private static final ProblemKind CONTRADICTS = new ProblemKind("contradicts-ledger", 409,
            "Entries contradict what is in the ledger");
    private static final ProblemKind FORKED = new ProblemKind("forked", 409, "The ledger tells this story otherwise");

    private final TerminalToken token;
    private final Intake intake;
    private final Admission admission;

    public IntakeRoute(TerminalToken token, Intake intake, Clock clock) {
        this.token = token;
        this.intake = intake;
        this.admission = new Admission(clock, RandomGenerator.getDefault());
    }

    public List<Route> routes() {
        return List.of(Route.post(Wire.RESPONSES_PATH, this::take), Route.get(Wire.MARK_PATH, this::mark));
    }

    private Reply mark(Request request) {
        if (token.of(request).isEmpty()) {
            return token.refusal(request);
        }
        try {
            UUID story = UUID.fromString(request.query("story").orElse(""));
            return Reply.of(200, Wire.MARK_TYPE, Wire.json(intake.mark(story))).with("Cache-Control", "no-store");
        } catch (IllegalArgumentException notAnId) {
            return ProblemKind.UNREADABLE.reply("The query parameter story must be the id of a story, a UUID.");
        }
    }

    private Reply take(Request request) throws IOException {
        Optional<Terminal> terminal = token.of(request);
        if (terminal.isEmpty()) {
            return token.refusal(request);
        }
        return admission.inTurn(terminal.get().id(), request, () -> take(terminal.get(), request));
    }

    private Reply.Whole take(Terminal terminal, Request request) throws IOException {
        return switch (BatchBody.read(request)) {
            case BatchBody.Outcome.Refused refused -> refused.reply();
            case BatchBody.Outcome.Read read -> switch (intake.accept(terminal, read.batch())) {
                case Intake.Outcome.Accepted accepted ->
                    Reply.of(200, Wire.RECEIPTS_TYPE, Wire.json(accepted.receipts())).with("Cache-Control", "no-store");
                case Intake.Outcome.Forked forked -> {
                    LOG.log(Level.WARNING, "terminal {0} tells story {1} otherwise than before: {2}", terminal.id(),
                            read.batch().story(), forked.entry().reason());
                    yield FORKED.reply("The story goes on otherwise in the ledger; nothing was stored.",
                            List.of(forked.entry()));
                }
                case Intake.Outcome.Contradicts contradicts -> {
                    LOG.log(Level.WARNING, "terminal {0} sent {1} entries that contradict the ledger", terminal.id(),
                            contradicts.entries().size());
                    yield CONTRADICTS.reply(
                            contradicts.entries().size() + " of " + read.batch().items().size()
                                    + " entries contradict the ledger; nothing was stored.",
                            contradicts.entries());
                }
            };
        };
    }
}
