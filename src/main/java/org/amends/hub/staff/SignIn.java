package org.amends.hub.staff;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.amends.hub.storage.Database;
import org.amends.hub.web.RateLimit;

/** Decides who gets in. A stranger cannot learn from it which names exist: not by its words, not by its time. */
final class SignIn {

    /** Many staff may share one address behind a router; guessing one password a second is still hopeless. */
    private static final int TRIES_PER_ADDRESS = 30;

    private final Database database;
    private final Sessions sessions;
    private final StaffStore store = new StaffStore();
    private final Passwords passwords = new Passwords();
    private final LockOut lockOut;
    private final RateLimit perAddress;
    /** What an unknown name is checked against, so that it takes as long as a known one. */
    private final String nobody;

    SignIn(Database database, Sessions sessions, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        lockOut = new LockOut(clock);
        perAddress = new RateLimit(clock, TRIES_PER_ADDRESS, Duration.ofMinutes(1));
        nobody = passwords.hash(new Secrets().token());
    }

    sealed interface Outcome {
        /** @param token what the browser keeps */
        record In(String token) implements Outcome {
        }

        /** Wrong name or wrong password: which of them is not said. */
        record Wrong() implements Outcome {
        }

        /** Too many failures in a row for this name. */
        record Locked() implements Outcome {
        }

        /** Too many tries from this address, or from everywhere at once. */
        record Later(Duration after) implements Outcome {
        }
    }

    Outcome attempt(String typedName, String password, String address) throws InterruptedException {
        Optional<Duration> wait = perAddress.tooMany(address);
        if (wait.isPresent()) {
            return new Outcome.Later(wait.get());
        }
        String name = Accounts.plain(typedName);
        // Locks are looked at in turn as well: a thousand guesses at once would otherwise all pass before the fifth fails.
        return passwords.inTurn(() -> decide(name, password)).orElse(new Outcome.Later(Duration.ofSeconds(5)));
    }

    private Outcome decide(String name, String password) {
        if (lockOut.locked(name)) {
            return new Outcome.Locked();
        }
        Optional<StaffStore.Kept> kept = database.read(tx -> store.find(tx, name));
        boolean right = passwords.check(password, kept.map(StaffStore.Kept::passwordHash).orElse(nobody));
        if (kept.isEmpty() || !right) {
            lockOut.failed(name);
            return new Outcome.Wrong();
        }
        lockOut.succeeded(name);
        return new Outcome.In(sessions.begin(kept.get().staff()));
    }
}
