package org.amends.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.amends.kiosk.ButtonsProgram;
import org.amends.testbed.machine.SmallMachine;

/**
 * From the edge on a button's line to the level on its light's, on a real kernel in a small machine: the terminal without a
 * screen, less its debounce time, beside a bare loop on the same lines that commits one row before it lights. Both see the
 * light by the same eyes.
 */
final class PressToLight implements Benchmark {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "press-to-light";
    }

    @Override
    public String sentence() {
        return "from the edge of a press to its light beside a bare Pi4J loop that commits one row; -Dtaps=N presses of each,"
                + " default 1000, in ten turns";
    }

    @Override
    public String run() throws Exception {
        int presses = Bench.size("taps", 1000);
        Path folder = Files.createTempDirectory("amends-light");
        try (SmallMachine machine = SmallMachine.boot(folder)) {
            Map<String, Integer> found = SmallMachine
                    .numbers(machine.run(LIMIT, ButtonsProgram.class, "latency", String.valueOf(presses), "1"));
            return String.format(Locale.ROOT,
                    "presses=%d responses=%d median_ratio=%.2f p99_ratio=%.2f median_us=%d p99_us=%d bare_median_us=%d"
                            + " bare_p99_us=%d",
                    presses, found.get("responses"), (double) found.get("median_us") / found.get("bare_median_us"),
                    (double) found.get("p99_us") / found.get("bare_p99_us"), found.get("median_us"),
                    found.get("p99_us"), found.get("bare_median_us"), found.get("bare_p99_us"));
        } finally {
            TapToInbox.remove(folder);
        }
    }
}
