package org.amends.kiosk.guest.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amends.kiosk.guest.OnScreen;
import org.amends.survey.Question;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypefacesTest {

    private static final GuestTexts TEXTS = new GuestTexts();
    private static final Path FONTS = Path.of("assets", "fonts");

    static Set<String> languages() {
        return TEXTS.languages();
    }

    static List<Path> fonts() {
        try (Stream<Path> files = Files.list(FONTS)) {
            return files.filter(file -> file.toString().endsWith(".ttf")).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void the_fonts_of_a_language_draw_all_of_its_texts_and_the_letters_of_a_brand(String language) {
        for (GuestTexts.Text text : GuestTexts.Text.values()) {
            assertThat(Typefaces.firstMissing(language, TEXTS.in(language, text))).as(text.toString()).isEmpty();
        }
        assertThat(Typefaces.firstMissing(language, "0123456789 Hôtel Zürich-Süd & Café “São José” – 20 €")).isEmpty();
    }

    @Test
    void french_spaces_are_drawn() {
        assertThat(Typefaces.firstMissing("fr", "séjour\u00A0? Très bien\u202F!")).isEmpty();
    }

    @Test
    void the_fonts_draw_the_sample_survey() {
        Survey survey = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), TEXTS.languages(), Typefaces::undrawable);

        for (String language : survey.languages()) {
            for (Question question : survey.questions()) {
                assertThat(Typefaces.firstMissing(language, question.text().in(language))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"en,Great 😀,1F600", "de,Sehr gut ☹,2639", "fr,جيدة,62C", "ar,日本,65E5", "en,o\u0001k,1", "zh,とても良い 안,C548",
            "ja,简,7B80", "ko,漢字,6F22", "hi,ไทย,E44", "th,हिन्दी,939", "ru,Ελληνικά कि,915"})
    void the_first_character_that_a_font_cannot_draw_is_named(String language, String text, String codePoint) {
        assertThat(Typefaces.firstMissing(language, text)).hasValue(Integer.parseInt(codePoint, 16));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void what_needs_no_drawing_is_not_missing(String language) {
        assertThat(Typefaces.firstMissing(language, "a\nb\tc\u00A0d\u200Bf\u200Dg\u200Eh\u00ADi")).isEmpty();
    }

    /** Java's own reader of fonts is not in the terminal's image, but it is here. */
    @ParameterizedTest
    @MethodSource("fonts")
    void the_characters_of_a_font_are_those_that_java_finds_in_it(Path file) throws Exception {
        Glyphs glyphs = glyphs(file);
        Font font = Font.createFont(Font.TRUETYPE_FONT, file.toFile());

        assertThat(IntStream.rangeClosed(0x20, 0x2FFFF).filter(Character::isDefined)
                .filter(each -> !Character.isWhitespace(each) && !Character.isISOControl(each))
                .filter(each -> !UCharacter.hasBinaryProperty(each, UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .filter(each -> Character.getType(each) != Character.SURROGATE
                        && Character.getType(each) != Character.FORMAT)
                .filter(each -> glyphs.draw(each) != font.canDisplay(each)).mapToObj(Integer::toHexString)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fonts")
    void strong_words_can_be_written_with_the_same_characters_as_running_ones(Path file) throws IOException {
        Glyphs strong = glyphs(file);
        Glyphs regular = glyphs(FONTS.resolve(file.getFileName().toString().replaceFirst("-.*", "-Regular.ttf")));

        assertThat(IntStream.rangeClosed(0, 0x2FFFF).filter(each -> strong.draw(each) != regular.draw(each))
                .mapToObj(Integer::toHexString)).isEmpty();
    }

    /** What the two countries and Japan have in their standards of characters in use; Korean hanja are not. */
    @ParameterizedTest
    @CsvSource({"ja,EUC-JP,A1,F4", "zh,GB2312,A1,F7", "ko,EUC-KR,B0,C8"})
    void the_large_scripts_are_whole(String language, String charset, String first, String last) {
        StringBuilder all = new StringBuilder();
        CharsetDecoder decoder = Charset.forName(charset).newDecoder();
        for (int row = Integer.parseInt(first, 16); row <= Integer.parseInt(last, 16); row++) {
            for (int cell = 0xA1; cell <= 0xFE; cell++) {
                try {
                    all.append(decoder.decode(ByteBuffer.wrap(new byte[]{(byte) row, (byte) cell})));
                } catch (CharacterCodingException unused) {
                    continue; // the tables have gaps
                }
            }
        }

        assertThat(all).hasSizeGreaterThan(2300);
        assertThat(Typefaces.firstMissing(language, all.toString())).isEmpty();
        assertThat(Typefaces.firstMissing("zh", "镕喆堃")).as("names beyond GB 2312").isEmpty();
    }

    @Test
    void only_the_fonts_of_the_languages_that_are_spoken_are_unpacked() throws IOException {
        // Kept for as long as the tests' JVM lives: JavaFX reads a font that it knows from where it was loaded last.
        Path folder = Files.createTempDirectory(Path.of("target"), "fonts");
        OnScreen.run(() -> {
            Typefaces typefaces = Typefaces.load(folder, List.of("de", "he"));

            assertThat(typefaces.strong("he", 20).getName()).isEqualTo("IBM Plex Sans Hebrew Bold");
            assertThat(typefaces.regular("en", 20).getName()).isEqualTo("IBM Plex Sans Regular");
            assertThatThrownBy(() -> typefaces.regular("ja", 20)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the fonts of \"ja\" are not loaded; there are [LATIN, HEBREW]");
        });
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(
                    "IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf", "IBMPlexSansHebrew-Regular.ttf",
                    "IBMPlexSansHebrew-Bold.ttf");
        }
    }

    private static Glyphs glyphs(Path file) throws IOException {
        try (InputStream font = Files.newInputStream(file)) {
            return Glyphs.of(font);
        }
    }
}
