package org.amends.kiosk.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.voice.Voice.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EspeakNgTest {

    private static final int WAV_HEADER = 44;

    @TempDir
    private Path folder;

    @Test
    void the_machines_engine_makes_sound_that_is_not_silence_in_every_language_it_is_offered_in()
            throws IOException, InterruptedException, ExecutionException {
        Optional<EspeakNg> found = EspeakNg.find(System::getenv);
        assumeThat(found.isPresent() || System.getenv("CI") != null).as("espeak-ng is not installed").isTrue();
        assertThat(found).isPresent();
        Path program = Path.of("/usr/bin/espeak-ng");
        for (Spoken spoken : Spoken.ALL) {
            if (spoken.voice().isPresent()) {
                Path sound = folder.resolve(spoken.language() + ".wav");
                try (EspeakNg voice = new EspeakNg(program, List.of("-w", sound.toString()))) {
                    voice.say(spoken.language(), new GuestTexts().in(spoken.language(), GuestTexts.Text.THANKS),
                            Pace.USUAL);
                    voice.awaitQuiet();
                }
                assertThat(loudness(sound)).as(spoken.language()).isGreaterThan(500);
            }
        }
    }

    @Test
    void every_language_of_the_screens_is_offered_or_not_with_a_reason() {
        assertThat(Spoken.ALL).extracting(Spoken::language)
                .containsExactlyInAnyOrderElementsOf(new GuestTexts().languages());
        assertThat(Spoken.ALL).noneMatch(spoken -> spoken.reason().isBlank());
        assertThat(Spoken.of("tlh")).isEmpty();
    }

    @Test
    void what_is_said_is_never_an_argument_and_never_in_the_log()
            throws IOException, InterruptedException, ExecutionException {
        Path program = script("echo \"$@\" > " + folder.resolve("arguments") + "; cat > " + folder.resolve("words")
                + "; exit 3");
        List<String> logged = new ArrayList<>();
        Handler ear = ear(logged);
        Logger.getLogger("").addHandler(ear);
        try (EspeakNg voice = new EspeakNg(program, List.of())) {
            voice.say("de", "geheim -v xx", Pace.USUAL.faster(2).louder(-1));
            voice.awaitQuiet();
        } finally {
            Logger.getLogger("").removeHandler(ear);
        }
        assertThat(folder.resolve("words")).hasContent("geheim -v xx");
        assertThat(Files.readString(folder.resolve("arguments"))).isEqualTo("-v de -s 220 -a 80 -b 1 --stdin\n");
        assertThat(logged).hasSize(1).allMatch(line -> line.contains("exit code 3") && !line.contains("geheim"));
    }

    @Test
    void what_comes_next_interrupts_what_is_being_said() throws IOException, InterruptedException, ExecutionException {
        Path said = folder.resolve("said");
        // Says "long" for an hour, and anything else at once.
        Path program = script("read -r words; echo \"$words\" >> " + said + "; [ \"$words\" != long ] || exec sleep 3600");
        try (EspeakNg voice = new EspeakNg(program, List.of())) {
            voice.say("en", "long\n", Pace.USUAL);
            voice.say("en", "next\n", Pace.USUAL);
            voice.awaitQuiet();
        }
        assertThat(Files.readAllLines(said)).endsWith("next");
    }

    @Test
    @Timeout(10)
    void an_engine_that_hangs_and_heeds_no_signal_does_not_silence_what_comes_next()
            throws IOException, InterruptedException, ExecutionException {
        Path said = folder.resolve("said");
        Path program = script("trap '' TERM; read -r words; echo \"$words\" >> " + said
                + "; [ \"$words\" != long ] || while :; do sleep 1; done");
        try (EspeakNg voice = new EspeakNg(program, List.of())) {
            voice.say("en", "long\n", Pace.USUAL);
            until(said);
            voice.say("en", "next\n", Pace.USUAL);
            voice.awaitQuiet();
        }
        assertThat(said).hasContent("long\nnext");
    }

    @Test
    void closing_ends_what_is_being_said_and_what_comes_later_is_not_said() throws IOException {
        Path pid = folder.resolve("pid");
        Path program = script("trap '' TERM; echo $$ > " + pid + "; exec sleep 3600");
        EspeakNg voice = new EspeakNg(program, List.of());
        voice.say("en", "long\n", Pace.USUAL);
        until(pid);
        voice.close();
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).filter(ProcessHandle::isAlive))
                .isEmpty();
        voice.say("en", "late\n", Pace.USUAL);
    }

    private static void until(Path written) throws IOException {
        while (!Files.exists(written) || Files.size(written) == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_machine_without_the_engine_has_no_voice_and_the_log_says_what_to_install() {
        List<String> logged = new ArrayList<>();
        Handler ear = ear(logged);
        Logger.getLogger("").addHandler(ear);
        try {
            assertThat(EspeakNg.find(_ -> folder.toString())).isEmpty();
            assertThat(EspeakNg.find(_ -> null)).isEmpty();
        } finally {
            Logger.getLogger("").removeHandler(ear);
        }
        assertThat(logged).hasSize(2).allMatch(line -> line.contains("apt-get install espeak-ng"));
    }

    private Path script(String body) throws IOException {
        Path script = Files.writeString(folder.resolve("engine"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** The root mean square of 16-bit samples. */
    private static double loudness(Path wav) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
        double squares = 0;
        int samples = 0;
        for (int at = WAV_HEADER; at + 1 < bytes.limit(); at += 2) {
            squares += Math.pow(bytes.getShort(at), 2);
            samples++;
        }
        return Math.sqrt(squares / Math.max(1, samples));
    }

    private static Handler ear(List<String> logged) {
        return new Handler() {

            @Override
            public void publish(LogRecord line) {
                if (line.getLoggerName().startsWith("org.amends.kiosk.voice")) {
                    logged.add(new SimpleFormatter().format(line));
                }
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
