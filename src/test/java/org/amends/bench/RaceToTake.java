package org.amends.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everybody presses "take" on the same case in the same moment, case after case. Each case must then be one person's, and
 * that person and all who lost must have been told so.
 */
final class RaceToTake implements Benchmark {

    private static final Pattern REFUSED = Pattern.compile("(?s)role=\"alert\"><bdi>(.*?)</bdi>");
    private static final Pattern NAMED = Pattern.compile("Person \\((\\d+)\\)");
    private static final int AT_ONCE = 500;

    @Override
    public String name() {
        return "race-to-take";
    }

    @Override
    public String sentence() {
        return "people who take the same cases at once; -Dcases=N, default 1000, -Dpeople=N, default 50";
    }

    /** What the hub told each person about one case: the number of its owner, or 0 for neither yes nor whose it is. */
    private record Told(long owner, long millis) {
    }

    @Override
    public String run() throws Exception {
        int cases = Bench.size("cases", 1000);
        int people = Bench.size("people", 50);
        try (HubUnderLoad hub = new HubUnderLoad(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> names = hub.staff(people);
            SimulatedTerminal terminal = hub.pair(1, "Harbour Hotel").getFirst();
            hub.start();
            for (int i = 0; i < cases; i++) {
                terminal.sadTap();
                if (terminal.waiting() == AT_ONCE || i == cases - 1) {
                    terminal.sendAll(hub.port());
                }
            }
            hub.waitFor("SELECT count(*) FROM cases", cases);
            List<StaffBrowser> browsers = new ArrayList<>();
            for (String name : names) {
                browsers.add(new StaffBrowser(hub, name, browsers.size()).signIn());
            }
            long first = hub.number("SELECT min(id) FROM cases");
            CyclicBarrier line = new CyclicBarrier(people);
            long begun = System.nanoTime();
            List<Future<List<Told>>> races = new ArrayList<>();
            for (StaffBrowser browser : browsers) {
                races.add(threads.submit(() -> race(browser, first, cases, line)));
            }
            List<List<Told>> told = new ArrayList<>();
            for (Future<List<Told>> race : races) {
                told.add(race.get());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            String figures = figures(hub, told, first, cases, people, seconds);
            browsers.forEach(StaffBrowser::close);
            return figures;
        }
    }

    private static List<Told> race(StaffBrowser browser, long first, int cases, CyclicBarrier line) throws Exception {
        List<Told> told = new ArrayList<>();
        for (long id = first; id < first + cases; id++) {
            line.await();
            long begun = System.nanoTime();
            // Beside one's own list: it is the race that is looked at, not how long a list of everything takes each loser.
            PlainConnection.Answer answer = browser.post("/cases/" + id + "/take", "view=mine");
            told.add(new Told(owner(browser, answer), (System.nanoTime() - begun) / 1_000_000));
        }
        return told;
    }

    /** Who has the case, as the answer says. */
    private static long owner(StaffBrowser browser, PlainConnection.Answer answer) {
        if (answer.status() == 303) {
            return Long.parseLong(browser.name().replace("person-", ""));
        }
        Matcher refused = REFUSED.matcher(answer.text());
        Matcher named = NAMED.matcher(answer.status() == 409 && refused.find() ? refused.group(1) : "");
        return named.find() ? Long.parseLong(named.group(1)) : 0;
    }

    private static String figures(HubUnderLoad hub, List<List<Told>> told, long first, int cases, int people,
            double seconds) {
        int doubled = 0;
        int unowned = 0;
        int toldTwoThings = 0;
        int unclear = 0;
        for (int i = 0; i < cases; i++) {
            Set<Long> winners = new HashSet<>();
            Map<Long, Integer> owners = new HashMap<>();
            for (int person = 0; person < people; person++) {
                long owner = told.get(person).get(i).owner();
                if (owner == person + 1) {
                    winners.add(owner);
                }
                owners.merge(owner, 1, Integer::sum);
            }
            long kept = hub.number("SELECT CAST(replace(coalesce(max(taken_by), '0'), 'person-', '') AS INTEGER)"
                    + " FROM cases WHERE state = 'taken' AND id = " + (first + i));
            doubled += winners.size() > 1 ? 1 : 0;
            unowned += winners.isEmpty() || kept == 0 ? 1 : 0;
            unclear += owners.getOrDefault(0L, 0);
            toldTwoThings += people - owners.getOrDefault(kept, 0) - owners.getOrDefault(0L, 0);
        }
        long twice = hub.number("SELECT count(*) FROM (SELECT case_id FROM case_changes WHERE what = 'taken'"
                + " GROUP BY case_id HAVING count(*) <> 1)");
        List<Long> millis = told.stream().flatMap(List::stream).map(Told::millis).sorted().toList();
        return "cases=%d people=%d double_owned=%d unowned=%d noted_not_once=%d told_otherwise=%d told_nothing=%d"
                .formatted(cases, people, doubled, unowned, twice, toldTwoThings, unclear)
                + " median_ms=%d p99_ms=%d seconds=%.1f".formatted(Quantile.of(millis, 0.5), Quantile.of(millis, 0.99),
                        seconds);
    }
}
