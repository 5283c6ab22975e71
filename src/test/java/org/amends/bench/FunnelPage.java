package org.amends.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.amends.response.Touchpoint;
import org.amends.testbed.FunnelStories;
import org.amends.testbed.RawFunnel;

/**
 * The funnel's page over a month of many responses and cases: how long the hub takes for it, that of the whole answer on a
 * connection that is open already, and whether every figure of its table is what the rows say.
 */
final class FunnelPage implements Benchmark {

    private static final long SEED = 20261123;
    private static final int DAYS = 29;
    private static final int WARM_UP = 20;
    private static final int TIMES = 3;

    @Override
    public String name() {
        return "funnel-page";
    }

    @Override
    public String sentence() {
        return "the funnel over a month, its time and each figure held against the rows; -Dstored=N responses, default"
                + " 1000000, -Dcases=N, default 50000";
    }

    @Override
    public String run() throws Exception {
        int responses = Bench.size("stored", 1_000_000);
        int cases = Bench.size("cases", 50_000);
        List<Touchpoint> places = IntStream.range(0, 100)
                .mapToObj(i -> new Touchpoint(i % 4 == 0 ? "Harbour Hotel" : "Airport " + i % 4, "Gate " + i)).toList();
        try (HubUnderLoad hub = new HubUnderLoad()) {
            String file = hub.folder().resolve("hub.db").toString();
            List<String> people = hub.staff(20);
            try (FunnelStories stories = new FunnelStories(file, SEED, Instant.now(), places, people)) {
                stories.respond(responses, cases, DAYS);
                stories.open();
                stories.live(0, stories.cases(), 6);
                stories.done();
            }
            long begun = System.nanoTime();
            hub.start();
            hub.waitFor("SELECT min(position) >= (SELECT max(position) FROM ledger) AND (SELECT position FROM cursors"
                    + " WHERE step = 'funnel-changes') >= (SELECT max(position) FROM case_changes) FROM cursors WHERE step ="
                    + " 'funnel-ledger'", 1);
            double counting = (System.nanoTime() - begun) / 1e9;
            LocalDate to = LocalDate.now();
            LocalDate from = to.minusDays(DAYS);
            String asked = "?from=" + from + "&to=" + to + "&by=day";
            try (StaffBrowser browser = new StaffBrowser(hub, HubUnderLoad.STAFF, 0).signIn()) {
                List<Long> nanos = measured(browser, "/funnel" + asked);
                List<String> told = RawFunnel.lines(browser.get("/funnel.csv" + asked).text());
                List<String> raw = RawFunnel.of(file, _ -> ZoneId.systemDefault(), from, to, "day", day -> day,
                        _ -> List.of());
                return "cases=%d responses=%d server_ms=%.1f equal=%s figures=%d rest_ms=%s count_s=%.1f hub_peak_mb=%d"
                        .formatted(hub.number("SELECT count(*) FROM cases"),
                                hub.number("SELECT count(DISTINCT response) FROM ledger"), nanos.getFirst() / 1e6,
                                told.equals(raw),
                                told.stream().mapToLong(line -> line.chars().filter(c -> c == ',').count())
                                        .sum(),
                                nanos.stream().skip(1).map(n -> "%.1f".formatted(n / 1e6)).toList(), counting,
                                hub.mostMegabytes())
                        + (told.equals(raw) ? "" : " first_difference=" + difference(told, raw));
            }
        }
    }

    private static String difference(List<String> told, List<String> raw) {
        return IntStream.range(0, Math.max(told.size(), raw.size()))
                .filter(i -> i >= told.size() || i >= raw.size() || !told.get(i).equals(raw.get(i)))
                .mapToObj(i -> (i < told.size() ? told.get(i) : "nothing") + " is not "
                        + (i < raw.size() ? raw.get(i) : "nothing"))
                .findFirst().orElse("none");
    }

    /** Nanoseconds, the shortest first. */
    private static List<Long> measured(StaffBrowser browser, String page) throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int i = -WARM_UP; i < TIMES; i++) {
            long begun = System.nanoTime();
            PlainConnection.Answer answer = browser.get(page);
            long took = System.nanoTime() - begun;
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.status() + " " + answer.text());
            }
            if (i >= 0) {
                nanos.add(took);
            }
        }
        return nanos.stream().sorted().toList();
    }
}
