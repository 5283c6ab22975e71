package org.amends.kiosk.guest.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amends.checkedfile.FileProblem;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandFolderTest {

    private static final Path FONTS = Path.of("assets", "fonts");

    @TempDir
    private Path folder;
    private final List<String> pictures = new ArrayList<>();

    @BeforeEach
    void a_venue_has_a_logo_and_a_typeface() throws IOException {
        Paintings.paint(folder.resolve("logo.png"), 300, 100);
        rename(FONTS.resolve("NotoSansKR-Regular.ttf"), folder.resolve("Regular.ttf"));
        rename(FONTS.resolve("NotoSansKR-SemiBold.ttf"), folder.resolve("Bold.ttf"));
        Files.writeString(folder.resolve("words.ttf"), "no font at all");
    }

    /** JavaFX knows fonts by their names, so that the packed one would be taken for this one. */
    private static void rename(Path font, Path house) throws IOException {
        String bytes = new String(Files.readAllBytes(font), StandardCharsets.ISO_8859_1);
        for (Charset charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1)) {
            bytes = bytes.replace(inBytes("Noto Sans KR", charset), inBytes("House Gothic", charset));
        }
        Files.write(house, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String inBytes(String name, Charset charset) {
        return new String(name.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    @Test
    void the_shipped_brand_is_the_built_in_look() {
        Brand shipped = BrandFolder.read(Path.of("kiosk-config", "brand"), problem -> pictures.add(problem.getMessage()));

        assertThat(shipped.colours()).contains(Palette.of(LookName.DAY));
        assertThat(shipped.logo()).isEmpty();
        assertThat(pictures).isEmpty();
    }

    @Test
    void the_shipped_brand_names_every_colour_as_it_is_by_default() throws IOException {
        String shipped = Files.readString(Path.of("kiosk-config", "brand", "brand.yaml"));

        assertThat(Palette.of(LookName.DAY).colours()).allSatisfy(
                (name, colour) -> assertThat(shipped).contains("#   " + name + ": \"" + colour + "\""));
        Brand brand = read(shipped.replaceAll("(?m)^# (colours|logo|type|  [a-z-]+):", "$1:")
                .replace("House-Regular.ttf", "Regular.ttf").replace("House-Bold.ttf", "Bold.ttf"));
        assertThat(brand.colours()).contains(Palette.of(LookName.DAY));
        assertThat(brand.logo()).contains(new PictureFile(folder.resolve("logo.png"), 300, 100));
        assertThat(brand.type()).isPresent();
    }

    @Test
    void colours_that_are_not_named_are_those_of_the_look_and_the_panel_is_in_the_accents() throws IOException {
        Palette palette = read("look: night\ncolours: {accent: \"#F0C060\"}\n").colours().orElseThrow();

        assertThat(palette.colours()).containsEntry("accent", "#F0C060").containsEntry("panel", "#F0C060")
                .containsEntry("panel-ink", "#11161C").containsEntry("ink", "#F4F1E9");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "colours: {muted: '#6B737C'}|1: colours.muted: \"#6B737C\" is not allowed; allowed: colours with a contrast of at least 7 between \"muted\" #6B737C and \"ground\" #FAF8F3, where it is 4.5",
            "colours: {good: '#8FBC4A'}|1: colours.good: \"#8FBC4A\" is not allowed; allowed: colours with a contrast of at least 4.5",
            "colours: {ground: '#808080'}|1: colours.ground: \"#808080\" is not allowed; allowed: colours with a contrast of at",
            "colours: {panel: '#FFFFFF'}|1: colours.panel: \"#FFFFFF\" is not allowed; allowed: colours with a contrast of at",
            "colours: {ink: black}|1: colours.ink: \"black\" is not allowed; allowed: a colour such as \"#0A5C63\", in quotes",
            "colours: {ink: '#000000; -fx-opacity: 0'}|1: colours.ink: \"#000000; -fx-opacity: 0\" is not allowed; allowed: a",
            "colours: {inc: '#000000'}|1: unknown key \"inc\"; allowed: accent, fair, good, ground, ink, line, muted, panel",
            "look: dusk|1: look: \"dusk\" is not allowed; allowed: day, night, sand",
            "logo: absent.png|1: logo: \"absent.png\" is not allowed; allowed: a file that can be read; this one: there is no such",
            "logo: words.ttf|1: logo: \"words.ttf\" is not allowed; allowed: a file that can be read; this one: is no picture",
            "logo: ../logo.png|1: logo: \"../logo.png\" is not allowed; allowed: a file in the brand folder",
            "type: {regular: Regular.ttf}|1: type: the key \"strong\" is missing",
            "type: {regular: Regular.ttf, strong: words.ttf}|1: type.strong: \"words.ttf\" is not allowed; allowed: a file that can be read; this one: is no font",
            "typ: {}|1: unknown key \"typ\"; allowed: colours, logo, look, type"})
    void what_is_wrong_is_named_with_line_value_and_what_is_allowed(String yaml, String problem) {
        assertThatThrownBy(() -> read(yaml + "\n")).isInstanceOf(FileProblem.class).message()
                .startsWith(folder.resolve("brand.yaml") + ":" + problem);
    }

    @Test
    void a_folder_without_its_file_is_refused_by_name() {
        assertThatThrownBy(() -> BrandFolder.read(folder.resolve("absent"), _ -> {
            // none
        })).isInstanceOf(FileProblem.class).hasMessageContaining("absent/brand.yaml: there is no such file");
    }

    @Test
    void pictures_come_by_name_and_one_that_is_none_is_passed_over_and_named() throws IOException {
        Path within = Files.createDirectory(folder.resolve("pictures"));
        Paintings.paint(within.resolve("2.png"), 40, 30);
        Paintings.paint(within.resolve("1.jpg"), 40, 30);
        Files.writeString(within.resolve("3.png"), "no picture at all");
        Files.writeString(within.resolve(".hidden"), "left by a file manager");

        Brand brand = read("look: day\n");

        assertThat(brand.pictures()).extracting(PictureFile::file).containsExactly(within.resolve("1.jpg"),
                within.resolve("2.png"));
        assertThat(pictures).singleElement().asString().startsWith(within.resolve("3.png") + ": is no picture");
    }

    @Test
    void a_typeface_is_used_for_the_languages_whose_texts_it_draws_and_never_for_what_is_typed() throws IOException {
        HouseType type = read("type: {regular: Regular.ttf, strong: Bold.ttf}\n").type().orElseThrow();
        OnScreen.run(() -> {
            Typefaces typefaces = OnScreen.typefaces().with(type, Map.of("en", List.of("Great"), "th", List.of("ดี"),
                    "ru", List.of("Хорошо"), "de", List.of("Gut", "☃")));

            assertThat(typefaces.strong("en", 20).getName()).isEqualTo("House Gothic SemiBold");
            assertThat(typefaces.packedStrong("en", 20).getName()).startsWith("IBM Plex Sans");
            assertThat(typefaces.strong("de", 20).getName()).as("one text it cannot draw").startsWith("IBM Plex Sans");
            assertThat(typefaces.strong("th", 20).getName()).startsWith("Noto Sans Thai");
        });
    }

    private Brand read(String yaml) throws IOException {
        Files.writeString(folder.resolve("brand.yaml"), yaml);
        return BrandFolder.read(folder, problem -> pictures.add(problem.getMessage()));
    }
}
