package org.amends.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real X display in memory, with a pointer that can be moved and pressed. */
public final class Display implements AutoCloseable {

    private final Process server;
    private final String name;

    private Display(Process server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Starts one of 1280 by 800 pixels. */
    public static Display start() {
        return start(1280, 800);
    }

    /** Starts one of so many pixels. */
    public static Display start(int width, int height) {
        return start(width, height, List.of());
    }

    /**
     * Starts one of so many pixels that keeps them in a file, as X window dumps are, which others may map.
     *
     * @param folder where the file {@code Xvfb_screen0} is made
     */
    public static Display start(int width, int height, Path folder) {
        return start(width, height, List.of("-fbdir", folder.toString()));
    }

    private static Display start(int width, int height, List<String> more) {
        String xvfb = Needs.program("Xvfb", "xvfb").toString();
        Needs.program("xdotool", "xdotool");
        try {
            // The server picks a free number and writes it to the descriptor it is given.
            List<String> command = new ArrayList<>(List.of(xvfb, "-displayfd", "1", "-screen", "0",
                    width + "x" + height + "x24", "-nolisten", "tcp"));
            command.addAll(more);
            Process server = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String number = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            return new Display(server, ":" + number);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a program needs in its environment to open a window here. */
    public Map<String, String> environment() {
        return Map.of("DISPLAY", name);
    }

    /**
     * A finger: the pointer goes to a place, presses and lets go.
     *
     * @return when it came down, by the wall clock in milliseconds
     */
    public long tap(int x, int y) {
        long at = System.currentTimeMillis();
        run(List.of("xdotool", "mousemove", String.valueOf(x), String.valueOf(y), "click", "1"));
        return at;
    }

    @Override
    public void close() {
        server.destroy();
    }

    private void run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().put("DISPLAY", name);
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new AssertionError(command + " ended with " + code);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
