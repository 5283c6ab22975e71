package org.amends.kiosk.voice;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Debian's {@code espeak-ng}, a process for each thing it says. The words go to its standard input, never through a shell and
 * never among its arguments, which every user of the machine could read.
 */
public final class EspeakNg implements Voice, AutoCloseable {

    private static final Logger LOG = System.getLogger(EspeakNg.class.getName());
    /** Words a minute, what espeak-ng begins with, and how much a step changes. */
    private static final int USUAL_SPEED = 160;
    private static final int SPEED_STEP = 30;
    /** espeak-ng's amplitude, from 0 to 200. */
    private static final int USUAL_LOUDNESS = 110;
    private static final int LOUDNESS_STEP = 30;
    private static final long LONGEST_CLOSE_MS = 1000;

    private final Path program;
    private final List<String> more;
    private final AtomicReference<Process> speaking = new AtomicReference<>();
    private final AtomicLong latest = new AtomicLong();
    private final ExecutorService turns = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("voice").factory());
    private boolean toldFailure;

    /**
     * @param program the engine's file
     * @param more    further arguments, such as {@code -w FILE} to keep the sound
     */
    EspeakNg(Path program, List<String> more) {
        this.program = program;
        this.more = List.copyOf(more);
    }

    /**
     * The engine of this machine, or empty where there is none, which the log says.
     *
     * @param environment for {@code PATH}
     */
    public static Optional<EspeakNg> find(UnaryOperator<String> environment) {
        Optional<Path> program = Stream
                .of(Optional.ofNullable(environment.apply("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, "espeak-ng")).filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            LOG.log(Level.WARNING, "the screens cannot be read aloud, and do not offer it: there is no espeak-ng;"
                    + " install with: apt-get install espeak-ng");
        }
        return program.map(file -> new EspeakNg(file, List.of()));
    }

    @Override
    public boolean speaks(String language) {
        return Spoken.of(language).flatMap(Spoken::voice).isPresent();
    }

    @Override
    public void say(String language, String words, Pace pace) {
        String voice = Spoken.of(language).flatMap(Spoken::voice)
                .orElseThrow(() -> new IllegalArgumentException("\"" + language + "\" is not spoken"));
        long turn = latest.incrementAndGet();
        interrupt();
        List<String> command = new ArrayList<>(List.of(program.toString(), "-v", voice, "-s",
                String.valueOf(USUAL_SPEED + SPEED_STEP * pace.speed()), "-a",
                String.valueOf(USUAL_LOUDNESS + LOUDNESS_STEP * pace.loudness()), "-b", "1", "--stdin"));
        command.addAll(more);
        try {
            turns.execute(() -> speak(turn, command, words));
        } catch (RejectedExecutionException closed) {
            // the terminal is stopping
        }
    }

    @Override
    public void hush() {
        latest.incrementAndGet();
        interrupt();
    }

    /** Ends what is being said, and says nothing any more. */
    @Override
    public void close() {
        turns.shutdown();
        hush();
        try {
            turns.awaitTermination(LONGEST_CLOSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all that is to be said has been said. */
    void awaitQuiet() throws InterruptedException, ExecutionException {
        turns.submit(() -> {
            // its turn comes when the others have had theirs
        }).get();
    }

    /** By force: an engine that waits for a sound device may heed nothing else, and would keep its turn. */
    private void interrupt() {
        Optional.ofNullable(speaking.get()).ifPresent(Process::destroyForcibly);
    }

    private void speak(long turn, List<String> command, String words) {
        if (turn != latest.get()) {
            return; // something else is to be said by now
        }
        try {
            Process process = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD)
                    .start();
            speaking.set(process);
            try (OutputStream in = process.getOutputStream()) {
                in.write(words.getBytes(StandardCharsets.UTF_8));
            }
            if (turn != latest.get()) {
                process.destroyForcibly(); // interrupted before it was known here
            }
            if (process.waitFor() != 0 && turn == latest.get()) {
                failed("exit code " + process.exitValue());
            }
        } catch (IOException failed) {
            if (turn == latest.get()) {
                failed(failed.getClass().getSimpleName());
            }
        } catch (InterruptedException stopped) {
            interrupt();
        } finally {
            speaking.set(null);
        }
    }

    /** Once is enough, and never with what it was to say. */
    private void failed(String how) {
        if (!toldFailure) {
            toldFailure = true;
            LOG.log(Level.WARNING, "espeak-ng fails with {0}; is there a sound device?", how);
        }
    }
}
