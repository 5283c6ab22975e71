package org.amends.hub.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.amends.hub.staff.Secrets;
import org.amends.hub.storage.Database;
import org.amends.response.Touchpoint;
import org.amends.wire.Pairing;

/** The terminals of this hub. */
public final class Fleet {

    /** How long a pairing code may be good for. */
    public static final Duration LONGEST_CODE = Duration.ofDays(1);

    private static final int CODE_LENGTH = 8;
    private static final int ID_LENGTH = 8;

    private final Database database;
    private final Clock clock;
    private final Secrets secrets = new Secrets();
    private final FleetStore store = new FleetStore();

    public Fleet(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A code that pairs one terminal, once.
     *
     * @param  validFor                 more than nothing, up to {@link #LONGEST_CODE}
     * @return                          8 letters and digits, shown as two groups of four
     * @throws IllegalArgumentException if {@code validFor} is out of its range
     */
    public String issueCode(Duration validFor) {
        if (!validFor.isPositive() || validFor.compareTo(LONGEST_CODE) > 0) {
            throw new IllegalArgumentException(
                    "a pairing code is valid for up to " + LONGEST_CODE.toMinutes() + " minutes");
        }
        String code = secrets.readable(CODE_LENGTH);
        Instant now = clock.instant();
        database.change(tx -> {
            store.forgetExpired(tx, now);
            store.issue(tx, Secrets.hash(code), now.plus(validFor));
        });
        return code.substring(0, CODE_LENGTH / 2) + "-" + code.substring(CODE_LENGTH / 2);
    }

    /**
     * Pairs a terminal. Empty if the code is unknown, used or expired: which of them is nobody's business.
     *
     * @param code   as typed; case, spaces and hyphens do not matter
     * @param stands where the terminal says it stands
     */
    public Optional<Pairing.Answer> pair(String code, Touchpoint stands) {
        String plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        Pairing.Answer answer = new Pairing.Answer("t-" + secrets.readable(ID_LENGTH), secrets.token());
        return database.write(tx -> {
            if (!store.use(tx, Secrets.hash(plain), clock.instant())) {
                return Optional.empty();
            }
            store.add(tx, answer.terminal(), stands, Secrets.hash(answer.token()), clock.instant());
            return Optional.of(answer);
        });
    }

    /** Whose token this is. A revoked terminal is nobody. */
    public Optional<Terminal> byToken(String token) {
        return database.read(tx -> store.byToken(tx, Secrets.hash(token))).filter(terminal -> !terminal.revoked());
    }

    /** A terminal by its id, revoked or not. */
    public Optional<Terminal> byId(String id) {
        return database.read(tx -> store.byId(tx, id));
    }

    /** Accepts nothing more from a terminal. */
    public void revoke(String id) {
        database.change(tx -> store.revoke(tx, id, clock.instant()));
    }
}
