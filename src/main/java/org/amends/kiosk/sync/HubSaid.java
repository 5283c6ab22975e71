package org.amends.kiosk.sync;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amends.wire.HouseLine;
import org.amends.wire.TerminalSettings;
import org.amends.wire.Wire;

/**
 * How far this terminal has listened to its hub, and what it was set there: one file, replaced whole, so that both are
 * always of the same moment.
 */
public final class HubSaid {

    private static final Logger LOG = System.getLogger(HubSaid.class.getName());
    private static final String FILE = "downlink.json";

    private final Path file;
    private volatile State state;

    /**
     * @param terminal whom it was said to: another pairing begins anew
     * @param after    the number of the last message, 0 before the first
     * @param guests   what guests' phones reach the hub by
     * @param lines    what the hub wants shown while nobody is here
     */
    record State(String terminal, long after, TerminalSettings settings, Optional<URI> guests, List<HouseLine> lines) {

        State {
            settings = settings == null ? TerminalSettings.NONE : settings;
            guests = guests == null ? Optional.empty() : guests;
            lines = lines == null ? List.of() : List.copyOf(lines);
        }
    }

    private HubSaid(Path file, State state) {
        this.file = file;
        this.state = state;
    }

    /**
     * Reads it; where it cannot be read it begins anew, as the hub can say it all again and a terminal must start.
     *
     * @param folder      the terminal's data folder
     * @param credentials whose terminal it is
     */
    public static HubSaid in(Path folder, Credentials credentials) {
        Path file = folder.resolve(FILE);
        Optional<State> read = Optional.empty();
        if (Files.exists(file)) {
            try {
                read = Wire.read(Files.readAllBytes(file), State.class).filter(state -> state.after() >= 0);
            } catch (IOException unreadable) {
                // told below
            }
            if (read.isEmpty()) {
                LOG.log(Level.WARNING, "{0} cannot be read; the hub is asked to say it all again", file);
            }
        }
        return new HubSaid(file, read.filter(state -> credentials.current()
                .filter(answer -> answer.terminal().equals(state.terminal())).isPresent()).orElse(nothing("")));
    }

    /** What the hub has set. */
    public TerminalSettings settings() {
        return state.settings();
    }

    /** What guests' phones reach the hub by; empty where they cannot, or where it has not said. */
    public Optional<URI> guestAddress() {
        return state.guests();
    }

    /** What the hub wants shown while nobody is here, the newest first; of some the time may be over. */
    public List<HouseLine> lines() {
        return state.lines();
    }

    /** The number of the last message to a terminal. */
    long after(String terminal) {
        return terminal.equals(state.terminal()) ? state.after() : 0;
    }

    void heard(String terminal, long number) throws IOException {
        State before = before(terminal);
        keep(new State(terminal, number, before.settings(), before.guests(), before.lines()));
    }

    void heard(String terminal, long number, TerminalSettings settings) throws IOException {
        State before = before(terminal);
        keep(new State(terminal, number, settings, before.guests(), before.lines()));
    }

    void heard(String terminal, long number, Optional<URI> guests) throws IOException {
        State before = before(terminal);
        keep(new State(terminal, number, before.settings(), guests, before.lines()));
    }

    void heard(String terminal, long number, List<HouseLine> lines) throws IOException {
        State before = before(terminal);
        keep(new State(terminal, number, before.settings(), before.guests(), lines));
    }

    private State before(String terminal) {
        return terminal.equals(state.terminal()) ? state : nothing(terminal);
    }

    private void keep(State next) throws IOException {
        PrivateFile.replace(file, Wire.json(next));
        state = next;
    }

    private static State nothing(String terminal) {
        return new State(terminal, 0, TerminalSettings.NONE, Optional.empty(), List.of());
    }
}
