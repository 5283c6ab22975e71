package org.amends.hub.fleet;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Database;
import org.amends.response.Touchpoint;
import org.amends.wire.Condition;

/** What is wrong with which terminal, as each of them last said. */
public final class Conditions {

    private final Database database;
    private final Clock clock;
    private final Runnable changed;
    private final ConditionStore store = new ConditionStore();

    /**
     * @param changed called after each change
     */
    public Conditions(Database database, Clock clock, Runnable changed) {
        this.database = database;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * One thing that is wrong with a terminal.
     *
     * @param where the terminal stands
     * @param kind  as in {@link Condition.Trouble}
     */
    public record InTrouble(Touchpoint where, String kind, Instant since, String words) {
    }

    /** Keeps what a terminal says of itself in place of what it said before. */
    void replace(Terminal terminal, Condition condition) {
        Instant now = clock.instant();
        database.change(tx -> {
            store.forget(tx, terminal.id(), condition.troubles().stream().map(Condition.Trouble::kind).toList());
            condition.troubles().forEach(trouble -> store.put(tx, terminal.id(), trouble.kind(),
                    now.minusMillis(trouble.lasting()), trouble.words()));
        });
        changed.run();
    }

    /** Everything that is wrong with any terminal of some sites that is not revoked, the oldest first. */
    public List<InTrouble> at(Sites sites) {
        return database.read(store::all).stream().filter(trouble -> sites.include(trouble.where().site())).toList();
    }
}
