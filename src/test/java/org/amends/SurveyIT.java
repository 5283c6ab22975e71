package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that looks at surveys, as a process of its own. */
class SurveyIT {

    @TempDir
    private Path folder;

    private record Ended(int code, String output) {
    }

    @ParameterizedTest
    @ValueSource(strings = {"stay.yaml", "every-kind.yaml"})
    void the_samples_are_good_on_every_kind_of_terminal_in_every_language(String name) throws Exception {
        Path file = Path.of("kiosk-config", name);

        Ended check = survey("check", file.toString());

        assertThat(check.output()).contains(file + ": is good");
        assertThat(check.code()).isZero();
    }

    @Test
    void what_does_not_fit_is_named_with_screen_terminal_and_language() throws Exception {
        String sample = Files.readString(Path.of("kiosk-config", "every-kind.yaml"));
        String purposes = sample.substring(sample.indexOf("      - id: news"));
        String unbroken = "W".repeat(150);
        Path file = Files.writeString(folder.resolve("long.yaml"),
                sample.replace(purposes, purposes.replaceAll("en: [^,]+,", "en: " + unbroken + ",")));

        Ended check = survey("check", file.toString());

        assertThat(check.output()).containsPattern(file + ": ask-reach, panel, en: \\S.*W");
        assertThat(check.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void a_brand_is_checked_with_the_survey_in_it_and_what_is_wrong_is_named() throws Exception {
        Path survey = Path.of("kiosk-config", "every-kind.yaml");
        Path brand = Files.writeString(folder.resolve("brand.yaml"), "colours:\n  muted: \"#8A939D\"\n");

        Ended broken = survey("check", survey.toString(), "--brand", folder.toString());
        assertThat(broken.output())
                .contains(brand + ":2: colours.muted: \"#8A939D\" is not allowed; allowed: colours with a"
                        + " contrast of at least 7 between \"muted\" #8A939D and \"ground\" #FAF8F3, where it is 2.9");
        assertThat(broken.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);

        Files.writeString(brand, "look: sand\n");
        Path picture = Files.writeString(Files.createDirectory(folder.resolve("pictures")).resolve("bay.png"),
                "no picture");
        Ended unreadable = survey("check", survey.toString(), "--brand", folder.toString());
        assertThat(unreadable.output()).contains(picture + ": is no picture that can be shown; allowed: PNG or JPEG",
                "a guest may be asked 8 questions");
        assertThat(unreadable.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void a_broken_survey_is_refused_with_its_place() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.yaml"), "id: broken\nlanguages: [en]\nquestions: []\n");

        Ended check = survey("check", file.toString());

        assertThat(check.output()).contains(file + ":3: questions: a list is not allowed; allowed: at least one question");
        assertThat(check.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void a_preview_is_every_screen_as_a_picture_and_a_contact_sheet_for_each_language() throws Exception {
        Ended preview = survey("preview", Path.of("kiosk-config", "stay.yaml").toString(), folder.toString(), "--language",
                "en,ar");

        assertThat(preview.code()).as(preview.output()).isZero();
        assertThat(ImageIO.read(folder.resolve("ar-banner-ask-what-went-wrong.png").toFile())).satisfies(picture -> {
            assertThat(picture.getWidth()).isEqualTo(1080);
            assertThat(picture.getHeight()).isEqualTo(1920);
            assertThat(picture.getRGB(0, 0)).isEqualTo(0xFFFAF8F3);
        });
        assertThat(folder.resolve("contact-sheet-en.png")).exists();
        assertThat(folder.resolve("contact-sheet-ar.png")).exists();
        assertThat(folder.resolve("contact-sheet-de.png")).doesNotExist();
    }

    private static Ended survey(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), "org.amends.Amends", "survey"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
