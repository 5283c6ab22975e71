package org.amends.hub.fleet;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.amends.hub.staff.Pins;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.RateLimit;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.wire.StaffPin;
import org.amends.wire.Wire;

/**
 * Where a terminal asks whose PIN was typed. Of somebody who does not work where it stands it learns as little as of nobody.
 * With so many tries one terminal comes past a millionth of all PINs in a little over three hours.
 */
public final class PinRoute {

    private static final Logger LOG = System.getLogger(PinRoute.class.getName());

    private static final ProblemKind WRONG_PIN = new ProblemKind("wrong-pin", 403, "The PIN is not known");

    private static final int MOST_BYTES = 256;
    private static final int WRONG = 5;
    private static final Duration SPAN = Duration.ofMinutes(10);

    private final TerminalToken token;
    private final Pins pins;
    private final RateLimit perTerminal;

    public PinRoute(TerminalToken token, Pins pins, Clock clock) {
        this.token = token;
        this.pins = pins;
        perTerminal = new RateLimit(clock, WRONG, SPAN);
    }

    public List<Route> routes() {
        return List.of(Route.post(Wire.STAFF_PIN_PATH, this::ask));
    }

    private Reply ask(Request request) throws IOException {
        Optional<Terminal> found = token.of(request);
        if (found.isEmpty()) {
            return token.refusal(request);
        }
        Terminal terminal = found.get();
        if (!request.isOfType(Wire.STAFF_PIN_TYPE)) {
            return ProblemKind.WRONG_TYPE.reply("A PIN is asked for as " + Wire.STAFF_PIN_TYPE + ".");
        }
        byte[] body = request.body().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return ProblemKind.TOO_LARGE.reply("A question for a PIN has at most " + MOST_BYTES + " bytes.");
        }
        Optional<StaffPin.Question> asked = Wire.read(body, StaffPin.Question.class);
        if (asked.isEmpty()) {
            return ProblemKind.UNREADABLE.reply("The body must be {\"pin\": ...} with " + StaffPin.DIGITS + " digits.");
        }
        // Counted before it is looked at, so that many at once are no way around it; a right one does not count.
        Optional<Duration> wait = perTerminal.tooMany(terminal.id());
        if (wait.isPresent()) {
            return ProblemKind.TOO_OFTEN.reply("This terminal has asked for " + WRONG + " wrong PINs within "
                    + SPAN.toMinutes() + " minutes.", wait.get());
        }
        Optional<Pins.Holder> holder = pins.holder(asked.get().pin(), terminal.stands().site());
        if (holder.isEmpty()) {
            LOG.log(Level.WARNING, "terminal {0} asked for a PIN that is nobody''s who works there", terminal.id());
            return WRONG_PIN.reply("This PIN is nobody's who works where the terminal stands.");
        }
        perTerminal.welcome(terminal.id());
        LOG.log(Level.INFO, "terminal {0} asked for the PIN of \"{1}\"", terminal.id(), holder.get().staff().name());
        StaffPin.Holder answer = new StaffPin.Holder(holder.get().staff().displayName(), holder.get().badge());
        return Reply.of(200, Wire.STAFF_PIN_TYPE, Wire.json(answer)).with("Cache-Control", "no-store");
    }
}
