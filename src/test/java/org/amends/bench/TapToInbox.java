package org.amends.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.amends.testbed.InboxBrowser;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;

/**
 * From the moment a simulated finger comes down on a sad face in the terminal's window to the moment the row stands in the
 * inbox page in Chromium: three processes, their own clocks being the machine's one.
 */
final class TapToInbox implements Benchmark {

    private static final int WARM_UP = 6;
    private static final Pattern SAD = Pattern.compile("guest said=rating value=[12] response=(\\S+) at=(\\d+) .*");

    @Override
    public String name() {
        return "tap-to-inbox";
    }

    @Override
    public String sentence() {
        return "milliseconds from a tap on a sad face to its row in the inbox page in Chromium; -Dtaps=N, default 60";
    }

    @Override
    public String run() throws Exception {
        int taps = Bench.size("taps", 60);
        // Every second guest is unhappy.
        int guests = 2 * (taps + WARM_UP);
        Path folder = Files.createTempDirectory("amends-bench");
        Venue venue = new Venue(folder);
        try (RunningRole _ = venue.startHub();
                InboxBrowser browser = InboxBrowser.open(venue.url() + "/inbox", "reception", Venue.PASSWORD)) {
            browser.watchRows();
            Map<String, Long> tapped = new HashMap<>();
            try (RunningRole kiosk = venue.startKiosk("--guests", String.valueOf(guests), "--guest-pause", "300")) {
                kiosk.waitForGuests();
                List<String> responses = kiosk.lines().stream().map(SAD::matcher).filter(Matcher::matches)
                        .peek(sad -> tapped.put(sad.group(1), Long.parseLong(sad.group(2)))).map(sad -> sad.group(1))
                        .toList();
                browser.waitForRow("[data-response='" + responses.getLast() + "']");
                responses.stream().limit(WARM_UP).forEach(tapped::remove);
            }
            return figures(tapped, browser.seen(), venue);
        } finally {
            remove(folder);
        }
    }

    private static String figures(Map<String, Long> tapped, Map<String, Long> seen, Venue venue) {
        List<Long> millis = tapped.entrySet().stream().filter(tap -> seen.containsKey(tap.getKey()))
                .map(tap -> seen.get(tap.getKey()) - tap.getValue()).sorted().toList();
        Map<String, Integer> ratings = new HashMap<>();
        venue.ledger().stream().filter(kept -> kept.text().contains("\"kind\":\"rating\""))
                .forEach(kept -> ratings.merge(kept.response(), 1, Integer::sum));
        long lost = tapped.keySet().stream()
                .filter(response -> !seen.containsKey(response) || !ratings.containsKey(response))
                .count();
        long doubled = ratings.values().stream().filter(times -> times > 1).count();
        return "taps=" + tapped.size() + " median_ms=" + quantile(millis, 0.5) + " p99_ms=" + quantile(millis, 0.99)
                + " lost="
                + lost + " doubled=" + doubled;
    }

    private static long quantile(List<Long> sorted, double part) {
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    static void remove(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
