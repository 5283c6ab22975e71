package org.amends.kiosk.guest.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GuestTextsTest {

    private static final GuestTexts TEXTS = new GuestTexts();
    /** Words that another language shares with English. */
    private static final Set<String> SHARED = Set.of("E-mail", "No");

    static Set<String> languages() {
        return TEXTS.languages();
    }

    static Stream<String> othersThanEnglish() {
        return languages().stream().filter(language -> !language.equals("en"));
    }

    @Test
    void the_screens_speak_the_languages_of_most_guests() {
        assertThat(TEXTS.languages()).containsExactly("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "ar",
                "he", "hi", "th", "ja", "zh", "ko");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_language_has_every_text_and_none_that_nobody_shows(String language) throws IOException {
        Properties texts = new Properties();
        try (InputStream file = GuestTexts.class.getResourceAsStream("guest_" + language + ".properties")) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }

        assertThat(texts.stringPropertyNames())
                .isEqualTo(Arrays.stream(Text.values()).map(Text::key).collect(Collectors.toSet()));
        assertThat(texts.values()).noneMatch(text -> text.toString().isBlank());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void no_text_shouts_or_holds_a_sign_that_a_pattern_would_swallow(String language) {
        for (Text text : Text.values()) {
            assertThat(TEXTS.in(language, text)).doesNotContain("!", "！", "'").isEqualTo(TEXTS.in(language, text).strip());
        }
    }

    @ParameterizedTest
    @MethodSource("othersThanEnglish")
    void no_text_was_left_in_english(String language) {
        for (Text text : Text.values()) {
            if (!SHARED.contains(TEXTS.in(language, text))) {
                assertThat(TEXTS.in(language, text)).as(text.toString()).isNotEqualTo(TEXTS.in("en", text));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ru,CYRILLIC", "ar,ARABIC", "he,HEBREW", "hi,DEVANAGARI", "th,THAI", "ja,HAN HIRAGANA KATAKANA", "zh,HAN",
            "ko,HANGUL"})
    void what_is_written_in_another_script_holds_no_latin_letter(String language, String scripts) {
        for (Text text : Text.values()) {
            assertThat(TEXTS.in(language, text, 2).codePoints().filter(Character::isLetter)
                    .mapToObj(Character.UnicodeScript::of).distinct()
                    .filter(script -> script != Character.UnicodeScript.COMMON))
                    .as(text.toString()).allMatch(script -> List.of(scripts.split(" ")).contains(script.name()));
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_plural_has_every_form_that_its_language_knows_and_ends_with_the_seconds_or_their_word(String language) {
        PluralRules rules = PluralRules.forLocale(ULocale.forLanguageTag(language));
        String pattern = TEXTS.in(language, Text.TIME_LEFT);

        assertThat(IntStream.rangeClosed(0, 200).mapToObj(rules::select).distinct())
                .allSatisfy(form -> assertThat(pattern).contains(" " + form + " {"));
        assertThat(TEXTS.in(language, Text.TIME_LEFT, 25)).contains("25");
        assertThat(TEXTS.in(language, Text.YOU_CHOSE, "X{0}'X")).contains("X{0}'X");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en |   0 | This screen starts over in 0 seconds.
            en |   1 | This screen starts over in 1 second.
            en |  20 | This screen starts over in 20 seconds.
            fr |   0 | Cet écran recommence dans 0 seconde.
            pl |   1 | Ten ekran zacznie od nowa za 1 sekundę.
            pl |   3 | Ten ekran zacznie od nowa za 3 sekundy.
            pl |  12 | Ten ekran zacznie od nowa za 12 sekund.
            pl |  22 | Ten ekran zacznie od nowa za 22 sekundy.
            ru |   1 | Экран начнёт сначала через 1 секунду.
            ru |   4 | Экран начнёт сначала через 4 секунды.
            ru |  11 | Экран начнёт сначала через 11 секунд.
            ru |  21 | Экран начнёт сначала через 21 секунду.
            ar |   0 | تبدأ هذه الشاشة من جديد بعد 0 ثانية.
            ar |   1 | تبدأ هذه الشاشة من جديد بعد ثانية واحدة.
            ar |   2 | تبدأ هذه الشاشة من جديد بعد ثانيتين.
            ar |   3 | تبدأ هذه الشاشة من جديد بعد 3 ثوانٍ.
            ar |  11 | تبدأ هذه الشاشة من جديد بعد 11 ثانية.
            ar | 100 | تبدأ هذه الشاشة من جديد بعد 100 ثانية.
            he |   2 | המסך יתחיל מחדש בעוד שתי שניות.
            ja |   1 | あと1秒で最初の画面に戻ります。
            ja |  20 | あと20秒で最初の画面に戻ります。
            """)
    void numbers_take_the_plural_form_of_their_language(String language, int seconds, String said) {
        assertThat(TEXTS.in(language, Text.TIME_LEFT, seconds)).isEqualTo(said);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void numbers_are_written_in_the_digits_that_stand_on_room_doors(String language) {
        assertThat(GuestTexts.number(language, 10)).isEqualTo("10");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void the_languages_that_are_mirrored_are_those_that_java_reads_from_the_right(String language) {
        assertThat(GuestTexts.isRightToLeft(language)).isEqualTo(
                !java.awt.ComponentOrientation.getOrientation(Locale.forLanguageTag(language)).isLeftToRight());
    }

    @Test
    void a_language_that_the_screens_do_not_speak_is_told_with_those_they_do() {
        assertThatThrownBy(() -> TEXTS.in("tlh", Text.SKIP)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no texts in \"tlh\"; there are [en, de, fr");
    }
}
