package org.amends.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.testbed.GuestStory;

/**
 * From a sad face on a real terminal to a guest who is won back, with real browsers and a real mail server, as fast as those
 * who press next can.
 */
final class WholeStory implements Benchmark {

    @Override
    public String name() {
        return "story";
    }

    @Override
    public String sentence() {
        return "from a sad face to a guest who is won back, step by step";
    }

    @Override
    public String run() throws Exception {
        Path folder = Files.createTempDirectory("amends-story");
        try (GuestStory story = new GuestStory(folder)) {
            story.aGuestIsWonBack();
            Map<String, Duration> steps = story.steps();
            double seconds = steps.values().stream().mapToLong(Duration::toMillis).sum() / 1e3;
            return String.format(Locale.ROOT, "seconds=%.1f steps=%d", seconds, steps.size()) + steps.entrySet().stream()
                    .map(step -> String.format(Locale.ROOT, "%n  %.1f s %s", step.getValue().toMillis() / 1e3,
                            step.getKey()))
                    .collect(Collectors.joining());
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
