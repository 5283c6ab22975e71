package org.amends.kiosk.devices.wires;

import org.amends.kiosk.platform.DeviceRefused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A chip with so many lines, whose buttons a test presses and whose lights it reads. Strict: a line has one use, one that is
 * not there is refused, and nothing is set after the end.
 */
public final class RecordingWires implements Wires {

    private final int lines;
    private final Map<Integer, Consumer<Edge>> watched = new HashMap<>();
    private final Map<Integer, Pull> pulls = new HashMap<>();
    private final Map<Integer, Boolean> levels = new HashMap<>();
    private final Map<Integer, List<Boolean>> set = new HashMap<>();
    private final Set<Integer> broken = new TreeSet<>();
    private boolean closed;
    private boolean gone;

    public RecordingWires(int lines) {
        this.lines = lines;
    }

    /** Gives a line this level before it is watched, as a button that is held does. Otherwise it is where it is pulled to. */
    public RecordingWires lies(int line, boolean high) {
        levels.put(line, high);
        return this;
    }

    @Override
    public void watch(int line, Pull pull, Consumer<Edge> listener) {
        take(line);
        watched.put(line, listener);
        pulls.put(line, pull);
        listener.accept(new Edge(levels.computeIfAbsent(line, _ -> pull == Pull.UP), 0));
    }

    @Override
    public Driven drive(int line, boolean high) {
        take(line);
        levels.put(line, high);
        set.put(line, new ArrayList<>(List.of(high)));
        return new Driven() {

            @Override
            public void set(boolean level) {
                if (closed) {
                    throw new AssertionError("line " + line + " was set after the end");
                }
                if (!broken.contains(line)) {
                    levels.put(line, level);
                    set.get(line).add(level);
                }
            }

            @Override
            public boolean isWell() {
                return !broken.contains(line);
            }
        };
    }

    /** A line gets a level, at a time. */
    public void edge(int line, boolean high, long nanos) {
        if (!watched.containsKey(line)) {
            throw new AssertionError("nobody watches line " + line);
        }
        levels.put(line, high);
        watched.get(line).accept(new Edge(high, nanos));
    }

    /** From now on what is set on a line is lost. */
    public void breaks(int line) {
        broken.add(line);
    }

    /** No line is heard any more. */
    public void goes() {
        gone = true;
    }

    @Override
    public boolean isWell() {
        return !gone;
    }

    public boolean isHigh(int line) {
        return levels.get(line);
    }

    /** Every level that an output line was given, the first one included. */
    public List<Boolean> set(int line) {
        return set.getOrDefault(line, List.of());
    }

    public Pull pull(int line) {
        return pulls.get(line);
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void take(int line) {
        if (line < 0 || line >= lines) {
            throw new DeviceRefused("line " + line + ": there is no such line; the chip has 0 to " + (lines - 1));
        }
        if (watched.containsKey(line) || set.containsKey(line)) {
            throw new DeviceRefused("line " + line + " is in use");
        }
    }
}
