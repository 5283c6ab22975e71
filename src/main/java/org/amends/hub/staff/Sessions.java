package org.amends.hub.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.amends.hub.storage.Database;

/** Who is signed in where. Kept in the database, so that a restart of the hub signs nobody out. */
public final class Sessions {

    /** Since the last page that was asked for: a shift with its overtime. */
    static final Duration LASTS = Duration.ofHours(12);
    /** A use is noted at most so often, so that looking at pages does not mean writing. */
    private static final Duration NOTED = Duration.ofMinutes(5);

    private final Database database;
    private final Clock clock;
    private final Secrets secrets = new Secrets();
    private final StaffStore store = new StaffStore();

    public Sessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Begins a session, and returns the token that its browser keeps. */
    String begin(Staff staff) {
        String token = secrets.token();
        database.change(tx -> {
            store.endUnusedSince(tx, clock.instant().minus(LASTS));
            store.begin(tx, staff, Secrets.hash(token), secrets.token(), clock.instant());
        });
        return token;
    }

    /** Whose token this is, if it is still good; looking makes it last longer. */
    Optional<SignedIn> find(String token) {
        Instant now = clock.instant();
        Optional<StaffStore.KeptSession> kept = kept(token, now);
        kept.filter(session -> session.usedAt().isBefore(now.minus(NOTED)))
                .ifPresent(session -> database.change(tx -> store.use(tx, session.who().session(), now)));
        return kept.map(StaffStore.KeptSession::who);
    }

    /** As {@link #find}, but looking does not make it last longer. */
    Optional<SignedIn> peek(String token) {
        return kept(token, clock.instant()).map(StaffStore.KeptSession::who);
    }

    private Optional<StaffStore.KeptSession> kept(String token, Instant now) {
        return database.read(tx -> store.session(tx, Secrets.hash(token))).filter(session -> fresh(session, now));
    }

    /** Whether a session still goes on; asking does not make it last longer. */
    public boolean goesOn(SignedIn who) {
        return database.read(tx -> store.session(tx, who.session())).filter(kept -> fresh(kept, clock.instant()))
                .isPresent();
    }

    /** All sessions that go on, as {@link SignedIn#session} names them; asking does not make them last longer. */
    public Set<String> going() {
        return database.read(tx -> store.usedAfter(tx, clock.instant().minus(LASTS)));
    }

    void end(SignedIn who) {
        database.change(tx -> store.end(tx, who.session()));
    }

    private static boolean fresh(StaffStore.KeptSession kept, Instant now) {
        return kept.usedAt().plus(LASTS).isAfter(now);
    }
}
