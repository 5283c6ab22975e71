package org.amends.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The first page of an inbox with many open cases. The time is that of the whole answer on a connection that is open
 * already, so a little more than the hub's own; beside it stands the same page with a single case.
 */
final class InboxPage implements Benchmark {

    private static final int WARM_UP = 20;
    private static final int TERMINALS = 20;
    private static final int AT_ONCE = 500;

    @Override
    public String name() {
        return "inbox-page";
    }

    @Override
    public String sentence() {
        return "the inbox's first page with many open cases, beside one with one; -Dcases=N, default 10000, -Dpages=N,"
                + " default 100";
    }

    @Override
    public String run() throws Exception {
        int cases = Bench.size("cases", 10_000);
        int pages = Bench.size("pages", 100);
        try (HubUnderLoad hub = new HubUnderLoad()) {
            List<SimulatedTerminal> terminals = hub.pair(TERMINALS, "Harbour Hotel");
            hub.start();
            fill(hub, terminals, 1);
            hub.waitFor("SELECT count(*) FROM cases", 1);
            try (StaffBrowser browser = new StaffBrowser(hub, HubUnderLoad.STAFF, 0).signIn()) {
                List<Long> alone = measured(browser, pages);
                fill(hub, terminals, cases - 1);
                hub.waitFor("SELECT count(*) FROM cases WHERE state IN ('new', 'taken')", cases);
                // The clocks are worked out behind the cases; a page that is asked for before that is slower for a moment.
                hub.waitFor("SELECT count(*) FROM case_clocks", cases);
                List<Long> many = measured(browser, pages);
                long bytes = browser.get("/inbox").body().length;
                return "open=%d pages=%d server_ms=%.1f p99_ms=%.1f max_ms=%.1f bytes=%d one_case_ms=%.1f".formatted(cases,
                        pages, millis(many, 0.5), millis(many, 0.99), millis(many, 1), bytes, millis(alone, 0.5));
            }
        }
    }

    private static void fill(HubUnderLoad hub, List<SimulatedTerminal> terminals, int cases) throws Exception {
        for (int i = 0; i < cases; i++) {
            SimulatedTerminal terminal = terminals.get(i % terminals.size());
            terminal.sadTap();
            if (terminal.waiting() == AT_ONCE) {
                terminal.sendAll(hub.port());
            }
        }
        for (SimulatedTerminal terminal : terminals) {
            terminal.sendAll(hub.port());
        }
    }

    /** Nanoseconds, the shortest first. */
    private static List<Long> measured(StaffBrowser browser, int pages) throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int i = -WARM_UP; i < pages; i++) {
            long begun = System.nanoTime();
            PlainConnection.Answer answer = browser.get("/inbox");
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

    private static double millis(List<Long> nanos, double part) {
        return Quantile.of(nanos, part) / 1e6;
    }
}
