package org.amends.hub;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.intake.Ledger;
import org.amends.hub.intake.StoryProof;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Pins;
import org.amends.hub.staff.Rights;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.SecondStep;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.KeyFile;
import org.amends.wire.SealingKey;
import org.amends.wire.TerminalSettings;

/**
 * What can be done to a hub from its own machine, whether or not it is running: who may sign in, which terminals may be
 * paired and what they are told, and what guests' words are sealed to.
 */
public final class HubDesk implements AutoCloseable {

    private final Database database;
    private final Accounts accounts;
    private final Fleet fleet;
    private final SecondStep secondStep;
    private final Pins pins;

    private HubDesk(Path data, Database database) {
        this.database = database;
        accounts = new Accounts(database, Clock.systemUTC());
        fleet = new Fleet(database, Clock.systemUTC());
        secondStep = new SecondStep(database, KeyFile.in(data), Clock.systemUTC());
        pins = new Pins(database, KeyFile.in(data), Clock.systemUTC());
    }

    /**
     * Opens the desk of the hub whose data lies in a folder; makes the folder and the database if they are not there yet.
     *
     * @throws org.amends.StartRefused if the folder cannot be written to or the data belongs to a newer program
     */
    public static HubDesk open(Path data) {
        return new HubDesk(data, Database.open(data));
    }

    /**
     * Makes an account, or gives an existing one a new password and ends its sessions.
     *
     * @param  account                  what is typed to sign in: 1 to 40 letters a to z, digits, dots, hyphens, underscores
     * @param  displayName              what colleagues read, 1 to 80 characters
     * @param  password                 8 to 256 characters
     * @throws IllegalArgumentException naming what is out of its limits
     */
    public void setPassword(String account, String displayName, String password) {
        accounts.put(account, displayName, password);
    }

    /**
     * As {@link #setPassword(String, String, String)}, with what they may do and where. What is left out stays as it is; of a
     * new account it is staff of all sites, of the first of all an administrator.
     *
     * @param  role                     such as {@code manager}
     * @param  sites                    where they belong, by the names that terminals stand under; none of them for all sites
     * @throws IllegalArgumentException naming what is out of its limits
     */
    public void setPassword(String account, String displayName, String password, Optional<String> role,
            Optional<List<String>> sites) {
        accounts.put(account, displayName, password, role.map(Role::of), sites.map(HubDesk::sites));
    }

    /**
     * Changes what somebody may do and where, and ends their sessions. What is left out stays as it is.
     *
     * @param  role                     such as {@code manager}
     * @param  sites                    as {@link #setPassword(String, String, String, Optional, Optional)} has them
     * @throws IllegalArgumentException if there is no such account, or naming what is out of its limits
     */
    void assign(String account, Optional<String> role, Optional<List<String>> sites) {
        accounts.assign(account, role.map(Role::of), sites.map(HubDesk::sites));
    }

    private static Sites sites(List<String> names) {
        return names.isEmpty() ? Sites.ALL : new Sites(false, Set.copyOf(names));
    }

    /**
     * Says which badge somebody holds to terminals.
     *
     * @param  digest                   as a terminal shows it; empty for no badge
     * @throws IllegalArgumentException if there is no such account, or the digest is none
     */
    public void giveBadge(String account, Optional<String> digest) {
        accounts.giveBadge(account, digest);
    }

    /**
     * A PIN by which somebody is known at terminals without a reader, in place of the one they had; it is shown only now.
     *
     * @return                          8 digits
     * @throws IllegalArgumentException if there is no such account
     */
    public String givePin(String account) {
        return pins.give(account);
    }

    /** As {@link Pins#remove}. */
    void removePin(String account) {
        pins.remove(account);
    }

    /** As {@link SecondStep#setUp}. */
    String setUpCodes(String account) {
        return secondStep.setUp(account);
    }

    /** As {@link SecondStep#remove}. */
    void removeCodes(String account) {
        secondStep.remove(account);
    }

    /**
     * A code that pairs one terminal, once.
     *
     * @param  validFor                 more than nothing, up to a day
     * @return                          8 letters and digits in groups of four, followed by 16 that the site's CA is known by
     *                                  where the hub, as it was last started, shows one of its certificates
     * @throws IllegalArgumentException if {@code validFor} is out of its range
     */
    public String issuePairingCode(Duration validFor) {
        return fleet.issueCode(validFor);
    }

    /** Whether a terminal of this id is paired with this hub and not revoked. */
    public boolean knowsTerminal(String id) {
        return fleet.byId(id).filter(terminal -> !terminal.revoked()).isPresent();
    }

    /** Proves the whole ledger, entry by entry. */
    List<StoryProof> proveLedger() {
        return database.read(tx -> new Ledger().prove(tx, Optional.empty()));
    }

    /**
     * Writes a back-up, whole and consistent, while the hub runs. A hub that is started on it knows that it was restored.
     *
     * @param  file                     where to; it must not be there yet
     * @throws org.amends.StartRefused if it is there, or cannot be written
     */
    public void backUp(Path file) {
        database.backUp(file, tx -> new Ledger().markAsBackUp(tx, Clock.systemUTC().instant()));
    }

    List<Fleet.Listed> terminals() {
        return fleet.all();
    }

    /** As {@link Fleet#revoke}. */
    boolean revoke(String terminal) {
        return fleet.revoke(terminal);
    }

    /** As {@link Fleet#renew}. */
    boolean renew(String terminal) {
        return fleet.renew(terminal);
    }

    /** As {@link Fleet#set}. */
    Optional<TerminalSettings> set(String terminal, Map<String, String> values) {
        return fleet.set(terminal, values);
    }

    /** As {@link Fleet#rotateSealingKey}. */
    SealingKey rotateSealingKey() {
        return fleet.rotateSealingKey();
    }

    List<Accounts.Member> staff() {
        return accounts.members();
    }

    /** What somebody may do, and where; empty if there is no such account. */
    Optional<Rights> rights(String account) {
        return accounts.rights(account);
    }

    /** Those of some sites at which no terminal stands: mistyped, or not paired yet. */
    List<String> withoutTerminal(Sites sites) {
        Set<String> known = known();
        return sites.values().stream().filter(site -> !known.contains(site)).toList();
    }

    /** The sites at which terminals stand, in order. */
    Set<String> known() {
        return fleet.all().stream().map(listed -> listed.terminal().stands().site())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        database.close();
    }
}
