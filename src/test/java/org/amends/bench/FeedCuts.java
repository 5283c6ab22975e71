package org.amends.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.wire.Wire;

/**
 * Open inboxes whose streams are cut at random, while cases come, are taken and closed, and the hub is killed at random. Each
 * keeps its list as the page's own script does. In the end each must have the hub's list, by its data and row by row by
 * its page, and must have heard of every case that ever was.
 */
final class FeedCuts implements Benchmark {

    private static final int PEOPLE = 10;
    private static final int TERMINALS = 5;
    private static final int WORKERS = 4;
    private static final long TAP_EVERY = 400;
    private static final long WORK_EVERY = 300;
    private static final int LONGEST_UNCUT = 3000;
    /** As often as the hub lets all the pages of one session together. */
    private static final long SAYS_EVERY = 25_000;
    private static final int MOST_SEEN = 100;
    /** As a browser waits, and a little of chance, as people have. */
    private static final int LONGEST_AWAY = 2000;
    private static final int LONGEST_UNKILLED = 6000;
    private static final Duration SILENT = Duration.ofSeconds(16);
    private static final Duration SETTLES = Duration.ofSeconds(60);
    private static final Pattern AFTER = Pattern.compile("data-after=\"(\\d+)\"");
    private static final Pattern ROW = Pattern.compile("(?s)<li class=\"row.*?</li>");
    private static final Pattern NUMBER = Pattern.compile("data-case=\"(\\d+)\"");
    /** What changes by the clock alone. */
    private static final Pattern TIMES = Pattern
            .compile("(?s)<span class=\"clock\".*?</span></span>|<p class=\"due.*?</p>");
    private static final String OPEN = "SELECT id || ' ' || state FROM cases WHERE state IN ('new', 'taken')";

    private static final String UNSEEN = "SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM case_seen)";
    /** Whoever has taken a case needs no alert of it: it may be closed before a page that was cut off comes back. */
    private static final String UNACKNOWLEDGED = UNSEEN + " AND taken_by IS NULL";

    private final AtomicBoolean quiet = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger worked = new AtomicInteger();
    private final Set<UUID> tapped = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "feed-cuts";
    }

    @Override
    public String sentence() {
        return "open inboxes whose streams are cut, and a hub that is killed, while cases change; -Dclients=N, default 50,"
                + " -Dcuts=N of each, default 20, -Dkills=N, default 5, -Dseed=N";
    }

    /** The part of a change that is of interest here. */
    record Changed(long id, String state, boolean listed, String row) {
    }

    /** One open page, without a screen. */
    private final class Inbox {

        private final StaffBrowser browser;
        private final Map<Long, Changed> list = new ConcurrentHashMap<>();
        private final Set<Long> heard = ConcurrentHashMap.newKeySet();
        /** What was shown, by case and last change, and not acknowledged yet. */
        private final Map<Long, Long> unsaid = new ConcurrentHashMap<>();
        private volatile long after;
        private volatile EventFeed feed;

        Inbox(StaffBrowser browser, long after) {
            this.browser = browser;
            this.after = after;
        }

        void follow(Random random) {
            while (!over.get()) {
                try (EventFeed open = browser.listen("/inbox/events?view=open&after=" + after, SILENT)) {
                    feed = open;
                    while (true) {
                        EventFeed.Event event = open.next();
                        if (event.name().equals("change")) {
                            take(event);
                        }
                    }
                } catch (IOException ended) {
                    feed = null;
                    pause(quiet.get() ? 100 : random.nextInt(LONGEST_AWAY));
                }
            }
        }

        private void take(EventFeed.Event event) {
            Changed changed = Wire.read(event.data().getBytes(StandardCharsets.UTF_8), Changed.class)
                    .orElseThrow(() -> new IllegalStateException("this is no change: " + event.data()));
            heard.add(changed.id());
            if (changed.listed()) {
                list.put(changed.id(), changed);
            } else {
                list.remove(changed.id());
            }
            after = Long.parseLong(event.id());
            if (changed.listed()) {
                unsaid.put(changed.id(), after);
            }
        }

        /** Says what was shown, newest first as it stands there, and again until the hub has taken it, as the script does. */
        void acknowledge(Random first) {
            pause(first.nextInt((int) SAYS_EVERY));
            while (!over.get()) {
                Map<Long, Long> some = unsaid.entrySet().stream()
                        .sorted(Map.Entry.<Long, Long>comparingByKey().reversed()).limit(MOST_SEEN)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                try {
                    if (!some.isEmpty() && said(some)) {
                        some.forEach(unsaid::remove);
                    }
                } catch (IOException later) {
                    // It is said again.
                }
                pause(SAYS_EVERY);
            }
        }

        private boolean said(Map<Long, Long> some) throws IOException {
            return browser.post("/inbox/seen", "seen=" + some.entrySet().stream()
                    .map(one -> one.getKey() + ":" + one.getValue()).collect(Collectors.joining(","))).status() == 204;
        }

        /** False if nothing was open that could be cut. */
        boolean cut() {
            EventFeed open = feed;
            if (open != null) {
                feed = null;
                open.close();
            }
            return open != null;
        }

        boolean isAs(Set<String> states, String page) {
            Set<String> mine = new HashSet<>();
            list.forEach((id, changed) -> mine.add(id + " " + changed.state()));
            return mine.equals(states) && rows(page).entrySet().stream().allMatch(row -> {
                Changed own = list.get(row.getKey());
                return own != null && still(own.row()).equals(row.getValue());
            });
        }
    }

    @Override
    public String run() throws Exception {
        int clients = Bench.size("clients", 50);
        int cuts = Bench.size("cuts", 20);
        int kills = Bench.size("kills", 5);
        int seed = Bench.size("seed", 1);
        try (HubUnderLoad hub = new HubUnderLoad()) {
            List<String> names = hub.staff(Math.min(PEOPLE, clients));
            List<SimulatedTerminal> terminals = hub.pair(TERMINALS, "Harbour Hotel");
            hub.start();
            List<Inbox> inboxes = open(hub, names, clients);
            List<Thread> readers = new ArrayList<>();
            List<Thread> troubles = new ArrayList<>();
            List<Thread> life = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int turn = i;
                Inbox inbox = inboxes.get(i);
                Random away = new Random(seed * 1_000_003L + i);
                Random scissors = new Random(seed * 2_000_003L + i);
                readers.add(Thread.ofVirtual().start(() -> inbox.follow(away)));
                readers.add(Thread.ofVirtual().start(() -> inbox.acknowledge(new Random(seed * 4_000_037L + turn))));
                troubles.add(Thread.ofVirtual().start(() -> cutAll(inbox, cuts, scissors)));
            }
            troubles.add(Thread.ofPlatform().start(() -> killAll(hub, kills, new Random(seed))));
            terminals.forEach(terminal -> life.add(Thread.ofVirtual().start(() -> guests(hub, terminal))));
            for (int i = 0; i < WORKERS; i++) {
                StaffBrowser worker = new StaffBrowser(hub, names.get(i % names.size()), clients + i);
                Random random = new Random(seed * 3_000_017L + i);
                life.add(Thread.ofVirtual().start(() -> work(hub, worker, random)));
            }
            for (Thread thread : troubles) {
                thread.join();
            }
            quiet.set(true);
            for (Thread thread : life) {
                thread.join();
            }
            return figures(hub, inboxes, clients, cuts);
        } finally {
            over.set(true);
        }
    }

    private List<Inbox> open(HubUnderLoad hub, List<String> names, int clients) throws IOException {
        List<StaffBrowser> browsers = new ArrayList<>();
        for (String name : names) {
            browsers.add(new StaffBrowser(hub, name, browsers.size()).signIn());
        }
        List<Inbox> inboxes = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            StaffBrowser browser = browsers.get(i % browsers.size());
            Matcher after = AFTER.matcher(browser.get("/inbox").text());
            if (!after.find()) {
                throw new IllegalStateException("the inbox does not say how far it is");
            }
            inboxes.add(new Inbox(browser, Long.parseLong(after.group(1))));
        }
        return inboxes;
    }

    private void cutAll(Inbox inbox, int cuts, Random random) {
        for (int left = cuts; left > 0;) {
            pause(random.nextInt(LONGEST_UNCUT));
            if (inbox.cut()) {
                left--;
                cut.incrementAndGet();
            }
        }
    }

    private void killAll(HubUnderLoad hub, int kills, Random random) {
        for (int i = 0; i < kills; i++) {
            pause(random.nextInt(LONGEST_UNKILLED));
            hub.kill();
            killed.incrementAndGet();
            hub.start();
        }
    }

    private void guests(HubUnderLoad hub, SimulatedTerminal terminal) {
        while (!quiet.get() || terminal.waiting() > 0) {
            if (!quiet.get()) {
                tapped.add(terminal.sadTap());
            }
            try {
                terminal.sendAll(hub.port());
            } catch (IOException later) {
                // It stays in the outbox, as at a real terminal.
            }
            pause(TAP_EVERY);
        }
    }

    /** Somebody who takes what is new and closes what they have. */
    private void work(HubUnderLoad hub, StaffBrowser browser, Random random) {
        try (browser) {
            boolean signedIn = false;
            while (!quiet.get()) {
                try {
                    if (!signedIn) {
                        browser.signIn();
                        signedIn = true;
                    }
                    boolean take = random.nextInt(5) < 3;
                    List<String> some = hub.texts("SELECT id FROM cases WHERE "
                            + (take ? "state = 'new'" : "taken_by = '" + browser.name() + "' AND state = 'taken'"));
                    if (!some.isEmpty()) {
                        browser.post("/cases/" + some.get(random.nextInt(some.size())) + (take ? "/take" : "/close"),
                                "view=open&note=done&cause=waiting&action=apologised");
                        worked.incrementAndGet();
                    }
                } catch (IOException later) {
                    // Whether it was done is seen by looking again.
                }
                pause(WORK_EVERY);
            }
        }
    }

    private String figures(HubUnderLoad hub, List<Inbox> inboxes, int clients, int cuts) throws IOException {
        hub.waitFor("SELECT count(*) FROM cases", tapped.size());
        long end = System.nanoTime() + SETTLES.toNanos();
        long differing = differing(hub, inboxes);
        // What changes in the moment of comparing is not a difference that stays.
        while (differing > 0 && System.nanoTime() < end) {
            pause(500);
            differing = differing(hub, inboxes);
        }
        // Nobody was told outside of the inbox, so an alert has arrived where somebody's page has said that it was shown.
        hub.waitFor("SELECT -count(*) FROM (" + UNACKNOWLEDGED + ")", 0);
        long unacknowledged = hub.texts(UNACKNOWLEDGED).size();
        Set<String> responses = new HashSet<>(hub.texts("SELECT response FROM cases"));
        List<String> ids = hub.texts("SELECT id FROM cases");
        long lost = tapped.stream().filter(response -> !responses.contains(response.toString())).count();
        long unheard = inboxes.stream()
                .mapToLong(inbox -> ids.stream().filter(id -> !inbox.heard.contains(Long.valueOf(id))).count()).sum();
        return "clients=" + clients + " cuts=" + cut + " kills=" + killed + " cases=" + ids.size() + " open="
                + hub.texts(OPEN).size() + " steps_by_staff=" + worked + " changes="
                + hub.number("SELECT count(*) FROM case_changes") + " differing=" + differing + " lost=" + (lost + unheard)
                + " taps_lost=" + lost + " alerts_unheard=" + unheard + " alerts_unacknowledged=" + unacknowledged
                + " taken_before_shown=" + (hub.texts(UNSEEN).size() - unacknowledged)
                + (cut.get() == clients * cuts ? "" : " cuts_missing");
    }

    private static long differing(HubUnderLoad hub, List<Inbox> inboxes) throws IOException {
        Set<String> states = new HashSet<>(hub.texts(OPEN));
        Map<StaffBrowser, String> pages = new HashMap<>();
        for (Inbox inbox : inboxes) {
            if (!pages.containsKey(inbox.browser)) {
                pages.put(inbox.browser, page(inbox.browser));
            }
        }
        return inboxes.stream().filter(inbox -> !inbox.isAs(states, pages.get(inbox.browser))).count();
    }

    /** A connection that the kill of the hub has ended is only noticed by using it. */
    private static String page(StaffBrowser browser) throws IOException {
        try {
            return browser.get("/inbox?view=open").text();
        } catch (IOException old) {
            return browser.get("/inbox?view=open").text();
        }
    }

    private static Map<Long, String> rows(String page) {
        Map<Long, String> rows = new HashMap<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            Matcher number = NUMBER.matcher(row.group());
            if (number.find()) {
                rows.put(Long.valueOf(number.group(1)), still(row.group()));
            }
        }
        return rows;
    }

    /** Without what changes by the clock, nor what makes a form one person's: a stream leaves that to the page. */
    private static String still(String row) {
        return TIMES.matcher(row).replaceAll("").replaceAll("name=\"csrf\" value=\"[^\"]*\"", "name=\"csrf\"")
                .replaceAll("\\s+", " ").strip();
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
