package org.amends.hub.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.storage.Database;
import org.amends.hub.web.RateLimit;

/** Decides who gets in. A stranger cannot learn from it which names exist: not by its words, not by its time. */
final class SignIn {

    /** Many staff may share one address behind a router; guessing one password a second is still hopeless. */
    private static final int TRIES_PER_ADDRESS = 30;
    /** Time enough to find the phone. */
    private static final Duration CODE_WITHIN = Duration.ofMinutes(5);
    private static final int MOST_PENDING = 1000;

    private final Database database;
    private final Sessions sessions;
    private final StaffStore store = new StaffStore();
    private final Passwords passwords = new Passwords();
    private final SecondStep secondStep;
    private final Secrets secrets = new Secrets();
    private final Clock clock;
    private final LockOut lockOut;
    /** Of its own: a right password, which comes first each time, must not take back the failures of codes. */
    private final LockOut codeLockOut;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final RateLimit perAddress;
    /** What an unknown name is checked against, so that it takes as long as a known one. */
    private final String nobody;

    SignIn(Database database, Sessions sessions, SecondStep secondStep, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.secondStep = secondStep;
        this.clock = clock;
        lockOut = new LockOut(clock);
        codeLockOut = new LockOut(clock);
        perAddress = new RateLimit(clock, TRIES_PER_ADDRESS, Duration.ofMinutes(1));
        nobody = passwords.hash(new Secrets().token());
    }

    /** Somebody whose password was right, as they were then. */
    private record Pending(StaffStore.Kept who, Instant until) {
    }

    sealed interface Outcome {
        /** @param token what the browser keeps */
        record In(String token) implements Outcome {
        }

        /**
         * The password is right, and a code is needed too.
         *
         * @param pending what comes back with the code
         */
        record CodeWanted(String pending) implements Outcome {
        }

        /** The code is not right, or was used before. */
        record WrongCode() implements Outcome {
        }

        /** The hub cannot tell whether the code is right. */
        record CodeCannotBeChecked() implements Outcome {
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
        return secondStep.isNeeded(name)
                ? new Outcome.CodeWanted(await(kept.get()))
                : new Outcome.In(sessions.begin(kept.get().staff()));
    }

    /** Remembers who gave a right password, in memory: whoever signs in while the hub is started again begins anew. */
    private synchronized String await(StaffStore.Kept who) {
        String token = secrets.token();
        pending.put(Secrets.hash(token), new Pending(who, clock.instant().plus(CODE_WITHIN)));
        if (pending.size() > MOST_PENDING) {
            pending.remove(pending.keySet().iterator().next());
        }
        return token;
    }

    private synchronized Optional<Pending> waiting(String token) {
        return Optional.ofNullable(pending.get(Secrets.hash(token)))
                .filter(one -> clock.instant().isBefore(one.until()));
    }

    /** The second step, with what the first has given out. */
    Outcome attemptCode(String token, String code, String address) {
        Optional<Duration> wait = perAddress.tooMany(address);
        if (wait.isPresent()) {
            return new Outcome.Later(wait.get());
        }
        // Whoever was given another password meanwhile has to know that one.
        Optional<StaffStore.Kept> who = waiting(token).map(Pending::who)
                .filter(kept -> database.read(tx -> store.find(tx, kept.staff().name())).equals(Optional.of(kept)));
        return who.isEmpty() ? new Outcome.Wrong() : decideCode(token, who.get().staff(), code);
    }

    private synchronized Outcome decideCode(String token, Staff who, String code) {
        if (codeLockOut.locked(who.name())) {
            return new Outcome.Locked();
        }
        return switch (secondStep.check(who.name(), code)) {
            case RIGHT -> {
                codeLockOut.succeeded(who.name());
                pending.remove(Secrets.hash(token));
                yield new Outcome.In(sessions.begin(who));
            }
            case WRONG -> {
                codeLockOut.failed(who.name());
                yield new Outcome.WrongCode();
            }
            case CANNOT_BE_CHECKED -> new Outcome.CodeCannotBeChecked();
        };
    }
}
