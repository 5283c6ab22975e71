package org.amends.hub.fleet;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.amends.hub.fleet.FleetStore.Member;
import org.amends.hub.site.SiteKeys;
import org.amends.hub.staff.Secrets;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;
import org.amends.response.Touchpoint;
import org.amends.wire.Downlink;
import org.amends.wire.Downlink.Saying;
import org.amends.wire.HouseLine;
import org.amends.wire.Pairing;
import org.amends.wire.PairingCode;
import org.amends.wire.Progress;
import org.amends.wire.SealingKey;
import org.amends.wire.TerminalSettings;

/** The terminals of this hub: who they are, and what it has to say to them. */
public final class Fleet {

    /** How long a pairing code may be good for. */
    public static final Duration LONGEST_CODE = Duration.ofDays(1);
    /** A token that is older is renewed as soon as its terminal listens. */
    public static final Duration TOKEN_RENEWED_AFTER = Duration.ofDays(90);
    /** A token that is older is no longer good: longer than a venue's off-season. */
    public static final Duration TOKEN_EXPIRES_AFTER = Duration.ofDays(400);

    private static final String DESK = "desk";
    /** A guest who asked for somebody has gone by then, and so has whoever was at the terminal after them. */
    public static final Duration PROGRESS_IS_NEWS = Duration.ofMinutes(30);

    private static final int ID_LENGTH = 8;
    private static final int MOST_MESSAGES = 50;

    private final Database database;
    private final Clock clock;
    private final SiteKeys site;
    private final Secrets secrets = new Secrets();
    private final FleetStore store = new FleetStore();
    private final DownlinkStore messages = new DownlinkStore();
    /** What is to stand on idle screens; of a fleet that is only asked beside the hub, nothing. */
    private volatile IdleLines lines = _ -> _ -> List.of();
    /** What guests' phones reach this hub by. */
    private volatile Optional<URI> guestAddress = Optional.empty();

    public Fleet(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.site = new SiteKeys(database, clock);
    }

    /** Knows what is to stand on idle screens. */
    @FunctionalInterface
    public interface IdleLines {

        /** What stands at each touchpoint now, the newest first, at most {@link Saying.Lines#MOST}. */
        Function<Touchpoint, List<HouseLine>> now(Tx tx);
    }

    /** What a token is worth. */
    public sealed interface Standing {

        /** It is this terminal's. */
        record Good(Terminal terminal) implements Standing {
        }

        /** Nobody's, or one that was replaced. */
        record Unknown() implements Standing {
        }

        /** It was a terminal's that has been revoked. */
        record Revoked() implements Standing {
        }

        /** It is a terminal's that stayed away for too long. */
        record Expired() implements Standing {
        }
    }

    /**
     * A terminal for people to look at.
     *
     * @param pairedAt when it was paired
     * @param tokenAt  when its token was given out
     */
    public record Listed(Terminal terminal, Instant pairedAt, Instant tokenAt) {
    }

    /**
     * A code that pairs one terminal, once.
     *
     * @param  validFor                 more than nothing, up to {@link #LONGEST_CODE}
     * @return                          8 letters and digits in groups of four, followed by 16 that the site's CA is known by
     *                                  where the hub shows one of its certificates
     * @throws IllegalArgumentException if {@code validFor} is out of its range
     */
    public String issueCode(Duration validFor) {
        if (!validFor.isPositive() || validFor.compareTo(LONGEST_CODE) > 0) {
            throw new IllegalArgumentException(
                    "a pairing code is valid for up to " + LONGEST_CODE.toMinutes() + " minutes");
        }
        PairingCode code = new PairingCode(secrets.readable(PairingCode.SECRET), site.fingerprintInUse());
        Instant now = clock.instant();
        database.change(tx -> {
            store.forgetExpired(tx, now);
            store.issue(tx, Secrets.hash(code.secret()), now.plus(validFor));
        });
        return code.shown();
    }

    /**
     * Pairs a terminal. Empty if the code is unknown, used or expired: which of them is nobody's business. A code is used
     * up by its first terminal; the same attempt of that one, whose answer was lost, is answered again with a fresh token.
     *
     * @param code    as typed; case, spaces and hyphens do not matter
     * @param stands  where the terminal says it stands
     * @param attempt what the terminal knows its attempt by
     */
    public Optional<Pairing.Answer> pair(String code, Touchpoint stands, Optional<String> attempt) {
        String codeHash = Secrets.hash(PairingCode.plain(code));
        Optional<String> attemptHash = attempt.map(Secrets::hash);
        String token = secrets.token();
        String fresh = "t-" + secrets.readable(ID_LENGTH);
        site.prepare();
        Optional<String> paired = database.write(tx -> {
            Instant now = clock.instant();
            Optional<FleetStore.Code> known = store.code(tx, codeHash, now);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            if (!known.get().used()) {
                store.add(tx, fresh, stands, Secrets.hash(token), now);
                sayGuestAddress(tx, fresh, guestAddress);
                sayLines(tx, new Terminal(fresh, stands, false), lines.now(tx));
                store.use(tx, codeHash, fresh, attemptHash, now);
                return Optional.of(fresh);
            }
            Optional<String> same = known.get().terminal()
                    .filter(_ -> attemptHash.isPresent() && attemptHash.equals(known.get().attempt()))
                    .filter(id -> store.byId(tx, id).filter(member -> !member.terminal().revoked()).isPresent());
            same.ifPresent(id -> store.replaceToken(tx, id, Secrets.hash(token), now));
            return same;
        });
        return paired.map(id -> new Pairing.Answer(id, token, Optional.of(site.ca()), Optional.of(site.signingKey()),
                Optional.of(site.sealingKey())));
    }

    /** Whose token this is, and whether it is good. An offered token that is used takes the place of the old one. */
    public Standing standing(String token) {
        String hash = Secrets.hash(token);
        Optional<Member> found = database.read(tx -> store.byToken(tx, hash));
        if (found.isEmpty()) {
            found = database.read(tx -> store.byOfferedToken(tx, hash));
            if (found.isPresent()) {
                found = database.write(tx -> {
                    store.takeOffered(tx, hash);
                    return store.byToken(tx, hash);
                });
            }
        }
        if (found.isEmpty()) {
            return new Standing.Unknown();
        }
        if (found.get().terminal().revoked()) {
            return new Standing.Revoked();
        }
        return found.get().tokenAt().plus(TOKEN_EXPIRES_AFTER).isBefore(clock.instant())
                ? new Standing.Expired()
                : new Standing.Good(found.get().terminal());
    }

    /** Whose token this is, if it is good. */
    public Optional<Terminal> byToken(String token) {
        return standing(token) instanceof Standing.Good(Terminal terminal) ? Optional.of(terminal) : Optional.empty();
    }

    /** A terminal by its id, revoked or not. */
    public Optional<Terminal> byId(String id) {
        return database.read(tx -> store.byId(tx, id)).map(Member::terminal);
    }

    /** As {@link #byId}, of those that stand at some sites; the desk stands at all at once. */
    public Optional<Terminal> byId(String id, Sites sites) {
        return byId(id).filter(
                terminal -> sites.everywhere() || !id.equals(DESK) && sites.include(terminal.stands().site()));
    }

    /** What stands in place of a terminal where staff enter what they heard; it is in no list. */
    public String desk(Tx tx) {
        store.addDesk(tx, DESK, new Touchpoint("Amends", "Staff"), clock.instant());
        return DESK;
    }

    /** All of them, revoked ones too, by where they stand. */
    public List<Listed> all() {
        return database.read(store::all).stream()
                .map(member -> new Listed(member.terminal(), member.pairedAt(), member.tokenAt())).toList();
    }

    /** As {@link #all}, of those that stand at some sites. */
    public List<Listed> at(Sites sites) {
        return all().stream().filter(listed -> sites.include(listed.terminal().stands().site())).toList();
    }

    /** Accepts nothing more from a terminal. False if there is none of this id, or it was revoked before. */
    public boolean revoke(String id) {
        site.prepare();
        return database.write(tx -> {
            if (!store.revoke(tx, id, clock.instant())) {
                return false;
            }
            say(tx, id, new Saying.Revoked());
            return true;
        });
    }

    /** Asks a terminal to fetch a new token. False if there is none of this id that is not revoked. */
    public boolean renew(String id) {
        return tell(id, new Saying.RenewToken());
    }

    /**
     * Sets something at a terminal; what was set before and is not named stays.
     *
     * @param  values                   as {@link TerminalSettings#with} takes them
     * @return                          what is set now; empty if there is no terminal of this id that is not revoked
     * @throws IllegalArgumentException naming the setting, the value and what is allowed
     */
    public Optional<TerminalSettings> set(String id, Map<String, String> values) {
        site.prepare();
        return database.write(tx -> {
            if (notServed(tx, id)) {
                return Optional.empty();
            }
            TerminalSettings settings = set(tx, id);
            for (Map.Entry<String, String> value : values.entrySet()) {
                settings = settings.with(value.getKey(), value.getValue());
            }
            say(tx, id, new Saying.Settings(settings));
            return Optional.of(settings);
        });
    }

    /** Makes a new key to seal to and tells every terminal. What was sealed to earlier ones still opens. */
    public SealingKey rotateSealingKey() {
        site.prepare();
        return database.write(tx -> {
            SealingKey key = site.rotateSealing(tx);
            store.all(tx).stream().map(Member::terminal).filter(terminal -> !terminal.revoked())
                    .forEach(terminal -> say(tx, terminal.id(), new Saying.Sealing(key)));
            return key;
        });
    }

    /**
     * Tells every terminal what guests' phones reach this hub by, where that is another than it was told last; and from now on
     * whoever is paired.
     *
     * @param address empty where no phone can
     */
    public void guestsReach(Optional<URI> address) {
        guestAddress = address;
        site.prepare();
        database.change(tx -> store.all(tx).stream().map(Member::terminal).filter(terminal -> !terminal.revoked())
                .forEach(terminal -> sayGuestAddress(tx, terminal.id(), address)));
    }

    /** Has idle screens show these from now on, once {@link #sayLines} is called; and whoever is paired, at once. */
    public void shows(IdleLines idle) {
        lines = idle;
    }

    /**
     * Tells every terminal what is to stand on its idle screen now, where that is another than it was told last.
     *
     * @return whether any was told
     */
    public boolean sayLines() {
        site.prepare();
        // Looked for first without holding up those who write: mostly there is nothing to say.
        List<Terminal> others = database.read(tx -> {
            Function<Touchpoint, List<HouseLine>> now = lines.now(tx);
            return store.all(tx).stream().map(Member::terminal)
                    .filter(terminal -> !terminal.revoked() && isNews(tx, terminal, now)).toList();
        });
        if (others.isEmpty()) {
            return false;
        }
        database.change(tx -> {
            Function<Touchpoint, List<HouseLine>> now = lines.now(tx);
            others.stream().filter(terminal -> !notServed(tx, terminal.id()))
                    .forEach(terminal -> sayLines(tx, terminal, now));
        });
        return true;
    }

    /**
     * Has the terminal that a response was given at erase what it keeps of its guest's words; it may be away for long.
     *
     * @param tx the transaction that this becomes true with; {@link SiteKeys#prepare} goes before it
     * @param id the terminal's; of one that is unknown or revoked, and of the desk, nothing is kept anywhere else
     */
    public void erase(Tx tx, String id, UUID response) {
        if (!id.equals(DESK) && !notServed(tx, id)) {
            say(tx, id, new Saying.Erase(response));
        }
    }

    /** A new token for a terminal; the one it has stays good until this one is first used. */
    String offerToken(Terminal terminal) {
        String token = secrets.token();
        database.change(tx -> store.offerToken(tx, terminal.id(), Secrets.hash(token), clock.instant()));
        return token;
    }

    /**
     * A terminal begins to listen: tells it to renew its token when that is due, and what it must know where it has heard
     * more than this hub remembers, which was then set back to a back-up.
     *
     * @param after the number of the last message that it has
     */
    void listens(Terminal terminal, long after) {
        String id = terminal.id();
        Instant due = clock.instant().minus(TOKEN_RENEWED_AFTER);
        Member member = database.read(tx -> store.byId(tx, id)).orElseThrow();
        long last = Math.max(member.heard(), database.read(tx -> messages.last(tx, id)));
        boolean renews = member.tokenAt().isBefore(due)
                && database.read(tx -> messages.last(tx, id, "renew-token")) <= after;
        if (after <= last && !renews) {
            return;
        }
        SealingKey key = site.sealingKey();
        database.change(tx -> {
            if (after > last) {
                TerminalSettings settings = set(tx, id);
                store.heard(tx, id, after);
                say(tx, id, new Saying.Settings(settings));
                say(tx, id, new Saying.Sealing(key));
                say(tx, id, new Saying.GuestAddress(guestAddress));
                say(tx, id, new Saying.Lines(lines.now(tx).apply(terminal.stands())));
            }
            if (renews) {
                say(tx, id, new Saying.RenewToken());
            }
        });
    }

    /**
     * Has a terminal told what became of what its guest said, in place of what it was to be told of that response before. What
     * the terminal does not ask for while it is news, it is not told. Of a terminal that is unknown or revoked nothing is kept.
     *
     * @param tx the transaction that this becomes true with; {@link SiteKeys#prepare} goes before it
     */
    public void tell(Tx tx, String id, Progress progress) {
        Instant now = clock.instant();
        messages.forgetProgress(tx, now);
        if (!notServed(tx, id)) {
            messages.putProgress(tx, id, progress, now.plus(PROGRESS_IS_NEWS),
                    site.sign(new Downlink.Message(Downlink.NO_ORDER, id, now, new Saying.OfGuest(progress))));
        }
    }

    /**
     * What a terminal has not heard yet.
     *
     * @param number of the last message that it has
     * @param serial of the last progress that it has; where that is none of this hub's, which was then set back to a back-up,
     *               it is told all that is news
     */
    Downlink.Answer after(Terminal terminal, long number, long serial) {
        return database.read(tx -> new Downlink.Answer(messages.after(tx, terminal.id(), number, MOST_MESSAGES),
                messages.progressAfter(tx, terminal.id(), serial > messages.lastSerial(tx) ? 0 : serial, clock.instant(),
                        MOST_MESSAGES)));
    }

    /** Grows with every message to anybody. */
    long lastMessage() {
        return database.read(messages::position);
    }

    private boolean tell(String id, Saying saying) {
        site.prepare();
        return database.write(tx -> {
            if (notServed(tx, id)) {
                return false;
            }
            say(tx, id, saying);
            return true;
        });
    }

    private boolean notServed(Tx tx, String id) {
        return store.byId(tx, id).filter(member -> !member.terminal().revoked()).isEmpty();
    }

    private TerminalSettings set(Tx tx, String id) {
        return said(tx, id, "settings").map(saying -> saying instanceof Saying.Settings(TerminalSettings settings)
                ? settings
                : TerminalSettings.NONE).orElse(TerminalSettings.NONE);
    }

    private void sayGuestAddress(Tx tx, String id, Optional<URI> address) {
        Saying now = new Saying.GuestAddress(address);
        if (!said(tx, id, Downlink.kind(now)).orElse(new Saying.GuestAddress(Optional.empty())).equals(now)) {
            say(tx, id, now);
        }
    }

    private boolean isNews(Tx tx, Terminal terminal, Function<Touchpoint, List<HouseLine>> idle) {
        Saying now = new Saying.Lines(idle.apply(terminal.stands()));
        return !said(tx, terminal.id(), Downlink.kind(now)).orElse(new Saying.Lines(List.of())).equals(now);
    }

    private void sayLines(Tx tx, Terminal terminal, Function<Touchpoint, List<HouseLine>> idle) {
        if (isNews(tx, terminal, idle)) {
            say(tx, terminal.id(), new Saying.Lines(idle.apply(terminal.stands())));
        }
    }

    /** What a terminal was last told of a kind. */
    private Optional<Saying> said(Tx tx, String id, String kind) {
        return messages.newest(tx, id, kind).map(signed -> Downlink.open(signed, site.signingKey()))
                .filter(Downlink.Opened.Genuine.class::isInstance).map(Downlink.Opened.Genuine.class::cast)
                .map(genuine -> genuine.message().saying());
    }

    private void say(Tx tx, String id, Saying saying) {
        long heard = store.byId(tx, id).map(Member::heard).orElse(0L);
        long number = Math.max(heard, messages.last(tx, id)) + 1;
        messages.add(tx, id, number, Downlink.kind(saying),
                site.sign(new Downlink.Message(number, id, clock.instant(), saying)));
    }
}
