package org.amends.testbed;

import java.nio.file.Path;
import java.util.List;

/**
 * A terminal in a process of its own whose screen is watched: it is told what to press, and says what it shows.
 *
 * @param process which asks by the sample {@code every-kind.yaml}
 */
public record WatchedTerminal(RunningRole process) implements AutoCloseable {

    /** Paired first, while a hub is there; then started without one. */
    public static WatchedTerminal paired(Venue venue) {
        try (RunningRole _ = venue.startHub(); RunningRole kiosk = venue.startKiosk()) {
            kiosk.line(line -> line.contains("paired as"));
        }
        return new WatchedTerminal(venue.startWatchedKiosk(WatchedScreen.class, List.of()));
    }

    /** Paired with a hub that is there, and stays. */
    public static WatchedTerminal pairedWith(Venue venue) {
        try (RunningRole kiosk = venue.startKiosk()) {
            kiosk.line(line -> line.contains("paired as"));
        }
        return new WatchedTerminal(venue.startWatchedKiosk(WatchedScreen.class, List.of()));
    }

    /** Types on a keyboard. */
    public void types(String words) {
        int before = process.lines().size();
        process.type("type " + words);
        process.line(before, line -> line.equals("typed " + words.length()));
    }

    /** Keeps what is shown now as a picture. */
    public void picture(Path file) {
        int before = process.lines().size();
        process.type("picture " + file.toAbsolutePath());
        process.line(before, line -> line.equals("pictured " + file.toAbsolutePath()));
    }

    /** What a guest presses who is unhappy with the staff, wants somebody to come, and says no more than that. */
    public void asksForSomebody() {
        presses("face-very-poor", "What went wrong?");
        presses("choice-staff", "Done");
        presses("skip", "Would you like somebody to come now?");
        presses("yes", "What should we know?");
        presses("skip", "May we write to you?");
        presses("skip", "Thank you for telling us.");
    }

    /** Presses something and waits for what is shown then; gives where in what it said that was pressed. */
    public int presses(String id, String thenShown) {
        int before = process.lines().size();
        process.type("press " + id);
        process.line(before, line -> line.equals("pressed " + id));
        shown(before, thenShown);
        return before;
    }

    /** Waits until some words are shown, and gives when, in milliseconds since 1970. */
    public long shown(int from, String words) {
        String line = process.line(from, said -> said.startsWith("shows ") && said.contains(words));
        return Long.parseLong(line.replaceFirst("shows at=(\\d+) .*", "$1"));
    }

    @Override
    public void close() {
        process.close();
    }
}
