package org.amends.kiosk;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.amends.kiosk.devices.wires.Edge;
import org.amends.kiosk.devices.wires.Pull;
import org.amends.kiosk.devices.wires.Wires;

/** A chip in real time: edges come from the test's thread, dated now, and what lights are set to can be waited for. */
final class LiveWires implements Wires {

    private final Map<Integer, Consumer<Edge>> watched = new ConcurrentHashMap<>();
    private final Map<Integer, BlockingQueue<Boolean>> lights = new ConcurrentHashMap<>();

    @Override
    public void watch(int line, Pull pull, Consumer<Edge> listener) {
        watched.put(line, listener);
        listener.accept(new Edge(pull == Pull.UP, System.nanoTime()));
    }

    @Override
    public Driven drive(int line, boolean high) {
        BlockingQueue<Boolean> levels = new LinkedBlockingQueue<>();
        lights.put(line, levels);
        return new Driven() {

            @Override
            public void set(boolean level) {
                levels.add(level);
            }

            @Override
            public boolean isWell() {
                return true;
            }
        };
    }

    /** A button that closes its line to ground goes down and stays there. */
    void press(int line) {
        watched.get(line).accept(new Edge(false, System.nanoTime()));
    }

    void release(int line) {
        watched.get(line).accept(new Edge(true, System.nanoTime()));
    }

    /** What a light is set to next. */
    boolean next(int line) throws InterruptedException {
        Boolean level = lights.get(line).poll(20, TimeUnit.SECONDS);
        if (level == null) {
            throw new AssertionError("the light on line " + line + " was not set");
        }
        return level;
    }

    /** Whether it is set to anything more. */
    boolean hasMore(int line) {
        return !lights.get(line).isEmpty();
    }

    @Override
    public boolean isWell() {
        return true;
    }

    @Override
    public void close() {
        watched.clear();
    }
}
