package org.amends.kiosk.guest.keyboard;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amends.kiosk.guest.keyboard.Layout.Key;
import org.amends.kiosk.guest.keyboard.Layout.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {

    private static final String LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** What each language is written with, as its own schools teach it, besides {@link #LATIN}. */
    private static final Map<String, String> ALPHABETS = Map.ofEntries(Map.entry("en", ""), Map.entry("de", "äöüßÄÖÜẞ€„“"),
            Map.entry("fr", "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’"), Map.entry("es", "áéíóúüñÁÉÍÓÚÜÑ¿¡"),
            Map.entry("it", "àèéìîòóùÀÈÉÌÒÙ"), Map.entry("pt", "áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚ"),
            Map.entry("nl", "áéíóúàèëïöüÁÉËÏÖÜ"), Map.entry("pl", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
            Map.entry("tr", "çğıöşüÇĞİÖŞÜIiâîûÂÎÛ"),
            Map.entry("ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ«»№"),
            Map.entry("ar",
                    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة٠١٢٣٤٥٦٧٨٩،؛؟\u064B\u064C\u064E\u064F\u0651\u0652"),
            Map.entry("he", "אבגדהוזחטיכלמנסעפצקרשתךםןףץ₪"),
            Map.entry("hi", "अआइईउऊऋएऐओऔऑकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह\u093E\u093F\u0940\u0941\u0942\u0943\u0947\u0948"
                    + "\u094B\u094C\u0949\u094D\u0902\u0903\u0901\u093C।"),
            Map.entry("th",
                    "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะาำเแโใไๆฯฤฦๅ\u0E31\u0E34\u0E35\u0E36\u0E37\u0E38\u0E39"
                            + "\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C๐๑๒๓๔๕๖๗๘๙"),
            Map.entry("ja", "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
                    + "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔぁぃぅぇぉっゃゅょゎ"
                    + "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
                    + "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォッャュョヮー、。「」？！"),
            Map.entry("ko", "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ.,?!"),
            Map.entry("zh", ".āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ，。？！"));

    static Stream<String> files() {
        return Arrays.stream(new File(Layout.class.getResource("en.txt").getPath()).getParentFile().list())
                .filter(name -> name.endsWith(".txt")).map(name -> name.substring(0, name.length() - 4)).sorted();
    }

    static List<String> languages() {
        return Layout.languages();
    }

    @Test
    void every_language_has_its_alphabet_in_this_test_and_its_file() {
        assertThat(ALPHABETS.keySet()).containsExactlyInAnyOrderElementsOf(Layout.languages());
        assertThat(files()).containsAll(Layout.languages());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_letter_of_a_language_can_be_reached(String language) {
        Set<Integer> typed = reachable(Layout.of(language, Keyboard.Kind.TEXT));

        assertThat((LATIN + ALPHABETS.get(language)).codePoints().filter(point -> !typed.contains(point))
                .mapToObj(Character::toString)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_key_stands_twice_on_a_level(String file) {
        for (Level level : Layout.read(file).levels().values()) {
            List<String> keys = keys(level).map(LayoutTest::does).toList();
            assertThat(keys).as(level.name()).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_level_can_be_reached_and_left_and_offers_to_take_back_and_to_be_done(String file) {
        Layout layout = Layout.read(file);

        assertThat(reachedLevels(layout)).containsExactlyInAnyOrderElementsOf(layout.levels().values());
        for (Level level : layout.levels().values()) {
            assertThat(keys(level).map(Key::getClass)).as(level.name()).contains(Key.Delete.class)
                    .contains(Key.Done.class);
            assertThat(keys(level).anyMatch(Key.Space.class::isInstance)).as("space on " + level.name())
                    .isNotEqualTo(file.startsWith("email"));
            if (layout.levels().size() > 1) {
                assertThat(keys(level).anyMatch(Key.Shows.class::isInstance)).as("out of " + level.name()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_takes_back_stays_in_its_row_on_every_level(String file) {
        Layout layout = Layout.read(file);
        assertThat(layout.levels().values()).extracting(LayoutTest::deleteRow).containsOnly(deleteRow(layout.first()));
        assertThat(layout.levels().values()).extracting(level -> level.rows().size()).containsOnly(layout.rows());
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_row_has_more_than_twelve_columns_else_keys_would_be_too_small_on_an_upright_tablet(String file) {
        assertThat(Layout.read(file).columns()).isLessThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatever_a_key_types_is_let_in(String file) {
        Layout layout = Layout.read(file);
        layout.levels().values().stream().flatMap(LayoutTest::keys).forEach(key -> {
            if (key instanceof Key.Types types) {
                TypedText typed = new TypedText();
                assertThat(typed.insert(types.characters())).as(types.characters()).isTrue();
                assertThat(typed.text()).isEqualTo(types.characters());
            }
        });
    }

    @Test
    void a_language_without_a_layout_gets_the_english_one_and_a_region_that_of_its_language() {
        assertThat(Layout.of("sv", Keyboard.Kind.TEXT)).isEqualTo(Layout.of("en", Keyboard.Kind.TEXT));
        assertThat(Layout.of("pt-BR", Keyboard.Kind.TEXT)).isEqualTo(Layout.read("pt"));
        assertThat(Layout.of("de", Keyboard.Kind.EMAIL)).isEqualTo(Layout.read("email_de"));
        assertThat(Layout.of("ar", Keyboard.Kind.EMAIL)).isEqualTo(Layout.read("email"));
        assertThat(Layout.of("ar", Keyboard.Kind.PHONE)).isEqualTo(Layout.read("phone"));
    }

    @Test
    void an_address_can_be_typed_without_another_level_and_a_number_too() {
        assertThat(typed(Layout.read("email").first())).contains("a", "z", "0", "9", "@", ".", "-", "_", "+", ".com");
        assertThat(typed(Layout.read("phone").first())).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7",
                "8", "9", "+");
    }

    @Test
    void a_wrong_file_is_told_with_its_fault() {
        assertThatThrownBy(() -> Layout.parse("xx", "Wrong.\n\nlevel a abc\nx {b}\n")).hasMessageContaining("keyboard xx")
                .hasMessageContaining("level a leads to b").hasMessageContaining("there are a");
        assertThatThrownBy(() -> Layout.parse("xx", "Wrong.\n\nlevel a abc\nx\n\nlevel b B\ny\nz\n"))
                .hasMessageContaining("level b has another number of rows");
    }

    private static int deleteRow(Level level) {
        return IntStream.range(0, level.rows().size())
                .filter(row -> level.rows().get(row).stream().anyMatch(Key.Delete.class::isInstance)).findFirst()
                .orElseThrow();
    }

    private static Stream<Key> keys(Level level) {
        return level.rows().stream().flatMap(List::stream);
    }

    private static Set<String> typed(Level level) {
        return keys(level).filter(Key.Types.class::isInstance).map(LayoutTest::does).collect(toSet());
    }

    private static String does(Key key) {
        return switch (key) {
            case Key.Types types -> types.characters();
            case Key.Marks marks -> marks.mark();
            case Key.Shows shows -> "{" + shows.level() + "}";
            case Key.Space _ -> "{space}";
            case Key.Delete _ -> "{delete}";
            case Key.Done _ -> "{done}";
        };
    }

    private static Set<Level> reachedLevels(Layout layout) {
        Set<Level> reached = new HashSet<>(Set.of(layout.first()));
        Queue<Level> next = new ArrayDeque<>(reached);
        for (Level level = next.poll(); level != null; level = next.poll()) {
            keys(level).filter(Key.Shows.class::isInstance).map(key -> layout.levels().get(((Key.Shows) key).level()))
                    .filter(reached::add).forEach(next::add);
        }
        return reached;
    }

    /** Code points that keys type, and what marks make of them, again and again. */
    private static Set<Integer> reachable(Layout layout) {
        Set<Integer> typed = new HashSet<>();
        for (Level level : reachedLevels(layout)) {
            typed(level).forEach(characters -> characters.codePoints().forEach(typed::add));
        }
        for (int before = 0; before != typed.size();) {
            before = typed.size();
            layout.marks().values().forEach(turns -> turns.forEach((from, to) -> {
                if (typed.contains(from)) {
                    typed.add(to);
                }
            }));
        }
        return typed;
    }
}
