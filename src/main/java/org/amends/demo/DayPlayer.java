package org.amends.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.hub.HubDesk;
import org.amends.hub.PlayedHub;
import org.amends.response.Touchpoint;

/**
 * Plays a {@link Day} into a new hub: its guests at terminals that are paired with it, its staff at its pages, all through the
 * doors that everybody uses. The hub's clock runs through it as fast as it can.
 */
final class DayPlayer {

    private static final Duration CODE_VALID_FOR = Duration.ofHours(12);
    private static final Pattern MANY = Pattern.compile("data-case=\"(\\d+)\"[^>]*>\\s*<img[^>]*/faces/many\\.svg");

    /** What is offered on a case and may be taken back, and what waits for a second person. */
    private static final Pattern MADE = Pattern.compile("name=\"made\" value=\"(\\d+)\"");
    private static final Pattern WAITING = Pattern.compile("action=\"/offers/(\\d+)/approve\"");

    private static final Pattern PROPOSED = Pattern.compile("action=\"/lines/(\\d+)/approve\"");
    private static final Period A_LINE_STANDS = Period.ofDays(30);

    /** Where a browser goes once something heard is kept, before the response. */
    private static final String HEARD = "/heard/";

    private final Doors doors;
    private final Map<Touchpoint, PlayedTerminal> terminals = new LinkedHashMap<>();
    private final String password;
    private final Map<String, PlayedStaff> staff = new HashMap<>();
    private final Map<String, Instant> signedIn = new HashMap<>();
    private final PlayedGuest guest;
    private String looking = "manager";
    private final Map<String, String> cases = new HashMap<>();
    private final Map<String, Pattern> rows = new HashMap<>();

    private DayPlayer(Doors doors, String password) {
        this.doors = doors;
        this.password = password;
        guest = new PlayedGuest(doors);
    }

    /**
     * Plays a day that ends at some moment.
     *
     * @param  settings    of the hub
     * @param  data        the hub's, with accounts for {@code reception}, {@code manager} and {@link Day#COLLEAGUES}
     * @param  password    that all of them sign in with
     * @throws IOException if the hub took something otherwise than it should
     */
    static void play(Day day, Path settings, Path data, String password, Instant end)
            throws IOException, InterruptedException {
        Instant begins = end.minus(Day.LONG).minus(Duration.ofDays(Day.DAYS_BEFORE));
        try (PlayedHub hub = PlayedHub.start(settings, data, begins);
                HubDesk desk = HubDesk.open(data);
                Doors doors = new Doors(hub.port(), hub.clock())) {
            DayPlayer player = new DayPlayer(doors, password);
            // Of the day alone, so that the same seed gives the same ids.
            SplittableRandom random = new SplittableRandom(day.happenings().size());
            for (Touchpoint place : Day.PLACES) {
                player.terminals.put(place, new PlayedTerminal(doors, place, desk.issuePairingCode(CODE_VALID_FOR),
                        new UUID(random.nextLong(), random.nextLong())));
            }
            for (Day.Happening happening : day.happenings()) {
                hub.passUntil(begins.plus(happening.at()));
                player.play(happening);
            }
            hub.passUntil(end);
        }
    }

    private void play(Day.Happening happening) throws IOException, InterruptedException {
        switch (happening) {
            case Day.Said said -> say(said);
            case Day.Pressed pressed -> press(pressed);
            case Day.OnPage onPage when onPage.form().isEmpty() -> guest.page(onPage.code());
            case Day.OnPage onPage -> guest.send(onPage.code(), onPage.form(), onPage.field(), onPage.words());
            case Day.Redeemed redeemed -> staff(redeemed.who()).redeem(guest.voucher(redeemed.code()));
            case Day.Offline offline -> terminals.get(offline.where()).offline(offline.out());
            case Day.Broken broken -> terminals.get(broken.where()).report(broken.words());
        }
    }

    private void say(Day.Said said) throws IOException, InterruptedException {
        terminals.get(said.where()).say(said.entry(), said.response(), said.language(), said.content(), said.hurry());
        rows.put(said.guest(), row(said.response().toString()));
        if (said.opens()) {
            caseOf(said.guest());
        }
    }

    private void press(Day.Pressed pressed) throws IOException, InterruptedException {
        PlayedStaff who = staff(pressed.who());
        String path = pressed.path();
        Map<String, String> fields = new HashMap<>(pressed.fields());
        fields.replaceAll((_, value) -> value.equals(Day.LAST_DAY)
                ? LocalDate.ofInstant(doors.now(), ZoneId.systemDefault()).plus(A_LINE_STANDS).toString()
                : value);
        if (path.contains(Day.CASE)) {
            // Nobody deals with a case without having looked at it.
            String page = who.page("/cases/" + caseOf(pressed.guest()));
            path = path.replace(Day.CASE, caseOf(pressed.guest()));
            if (fields.containsValue(Day.OFFER)) {
                fields.replaceAll((_, value) -> value.equals(Day.OFFER) ? first(MADE, page) : value);
            }
        }
        if (path.contains(Day.OFFER)) {
            path = path.replace(Day.OFFER, first(WAITING, who.page("/offers/approvals")));
        }
        if (path.contains(Day.LINE)) {
            path = path.replace(Day.LINE, first(PROPOSED, who.page("/lines")));
        }
        String where = who.press(path, fields);
        if (where.startsWith(HEARD)) {
            rows.put(pressed.guest(), row(where.substring(HEARD.length())));
        }
    }

    private static String first(Pattern wanted, String page) {
        Matcher found = wanted.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("no page shows " + wanted);
        }
        return found.group(1);
    }

    /** Who is signed in, or has to again as their session is over. */
    private PlayedStaff staff(String account) throws IOException, InterruptedException {
        Instant now = doors.now();
        if (!signedIn.containsKey(account) || now.isAfter(signedIn.get(account).plus(Day.LONG))) {
            signedIn.put(account, now);
            staff.put(account, new PlayedStaff(doors, account, password));
            looking = account;
        }
        return staff.get(account);
    }

    /** Somebody who is at their desk. */
    private PlayedStaff anybody() throws IOException, InterruptedException {
        return staff(signedIn.containsKey(looking) && !doors.now().isAfter(signedIn.get(looking).plus(Day.LONG))
                ? looking
                : "manager");
    }

    /** The row of the case that a response has opened by itself, not with many others; its first group is the number. */
    private static Pattern row(String response) {
        return Pattern.compile(
                "data-case=\"(\\d+)\" data-response=\"" + response + "\"[^>]*>\\s*<img[^>]*/faces/(?!many)");
    }

    /** The number of the case that somebody's answer has opened, as the inbox shows it. */
    private String caseOf(String guest) throws IOException, InterruptedException {
        String known = cases.get(guest);
        if (known == null) {
            known = anybody().find("/inbox", guest.equals(Day.MANY) ? MANY : rows.get(guest)).group(1);
            cases.put(guest, known);
        }
        return known;
    }
}
