package org.amends.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everybody grants one guest something in the same moment, case after case, against the limit of what one guest is given
 * alone; then everybody stands at a till of their own and redeems the same voucher in the same moment, voucher after voucher.
 */
final class RaceForOffers implements Benchmark {

    /** Of the built-in policy, which a hub without a file of its own has. */
    private static final int MOST_OF_ONE_GUEST = 2;
    private static final Pattern CODE = Pattern.compile("class=\"code\">([^<]+)<");

    @Override
    public String name() {
        return "race-for-offers";
    }

    @Override
    public String sentence() {
        return "people who grant the same guest at once, and redeem the same voucher; -Dcases=N, default 50,"
                + " -Dpeople=N, default 50";
    }

    @Override
    public String run() throws Exception {
        int cases = Bench.size("cases", 50);
        int people = Bench.size("people", 50);
        try (HubUnderLoad hub = new HubUnderLoad(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> names = hub.staff(people);
            SimulatedTerminal terminal = hub.pair(1, "Harbour Hotel").getFirst();
            hub.start();
            for (int i = 0; i < cases; i++) {
                terminal.sadTap();
            }
            terminal.sendAll(hub.port());
            hub.waitFor("SELECT count(*) FROM cases", cases);
            List<StaffBrowser> browsers = new ArrayList<>();
            for (String name : names) {
                browsers.add(new StaffBrowser(hub, name, browsers.size()).signIn());
            }
            long begun = System.nanoTime();
            long first = hub.number("SELECT min(id) FROM cases");
            Map<Integer, Long> granting = all(threads, browsers, cases, (browser, turn) -> browser
                    .post("/cases/" + (first + turn) + "/offer", "responsibility=ours&offer=&reason=&once="
                            + "the-form-of-%s-on-case-%d".formatted(browser.name(), turn)));
            long over = hub.number("SELECT count(*) FROM (SELECT case_id FROM offers WHERE state = 'granted'"
                    + " GROUP BY case_id HAVING count(*) > " + MOST_OF_ONE_GUEST + ")");
            long granted = hub.number("SELECT count(*) FROM offers WHERE state = 'granted'");
            List<String> codes = codes(hub, browsers, first, cases);
            Map<Integer, Long> redeeming = all(threads, browsers, codes.size(),
                    (browser, turn) -> browser.post("/till/redeem", "code=" + codes.get(turn)));
            long redeemed = hub.number("SELECT count(*) FROM offers WHERE redeemed_at IS NOT NULL");
            double seconds = (System.nanoTime() - begun) / 1e9;
            browsers.forEach(StaffBrowser::close);
            return "cases=%d people=%d granted=%d limit=%d over_limit=%d grant_answers=%s".formatted(cases, people, granted,
                    cases * MOST_OF_ONE_GUEST, over, granting)
                    + " vouchers=%d redeemed=%d told_redeemed=%d redeem_answers=%s seconds=%.1f".formatted(codes.size(),
                            redeemed, redeeming.getOrDefault(200, 0L), redeeming, seconds);
        }
    }

    /** One press of one person, at the turn that all are at. */
    private interface Press {
        PlainConnection.Answer by(StaffBrowser browser, int turn) throws Exception;
    }

    /** Each turn is everybody's in the same moment. Returns how often each status was answered. */
    private static Map<Integer, Long> all(ExecutorService threads, List<StaffBrowser> browsers, int turns, Press press)
            throws Exception {
        CyclicBarrier line = new CyclicBarrier(browsers.size());
        List<Future<List<Integer>>> everybody = new ArrayList<>();
        for (StaffBrowser browser : browsers) {
            everybody.add(threads.submit(() -> {
                List<Integer> answers = new ArrayList<>();
                for (int turn = 0; turn < turns; turn++) {
                    line.await();
                    answers.add(press.by(browser, turn).status());
                }
                return answers;
            }));
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<List<Integer>> one : everybody) {
            answers.addAll(one.get());
        }
        return answers.stream().collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    }

    /** Only who granted a voucher is shown its code. */
    private static List<String> codes(HubUnderLoad hub, List<StaffBrowser> browsers, long first, int cases)
            throws Exception {
        List<String> codes = new ArrayList<>();
        for (long id = first; id < first + cases; id++) {
            for (String granter : hub.texts("SELECT asked_by FROM offers WHERE state = 'granted' AND case_id = " + id)) {
                StaffBrowser browser = browsers.get(Integer.parseInt(granter.replace("person-", "")) - 1);
                Matcher code = CODE.matcher(browser.get("/cases/" + id).text());
                while (code.find()) {
                    codes.add(code.group(1));
                }
            }
        }
        return codes;
    }
}
