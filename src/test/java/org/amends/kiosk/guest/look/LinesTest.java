package org.amends.kiosk.guest.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {

    /** What may not begin a line: small kana, the mark of a long vowel, closing brackets, stops and commas. */
    private static final String NEVER_FIRST = "ぁぃぅぇぉっゃゅょァィゥェォッャュョー、。，．！？」』）々：；”";

    /** Each bar is where a line may end; at every width that holds the widest piece, lines end at some of them. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            en ; How |was |your |stay?
            fr ; Comment |s’est |passé |votre |séjour\u00A0?
            ar ; ما |الذي |لم |يكن |على |ما |يرام؟
            he ; איך |הייתה |השהות |שלכם?
            hi ; आपका |ठहरना |कैसा |रहा?
            th ; การ|เข้า|พัก|ของ|คุณ|เป็น|อย่างไร|บ้าง
            ko ; 이번 |숙박은 |어떠셨습니까?
            zh ; 您|对|这次|入|住|满意|吗？|请|告诉|我们|的|员工。
            ja ; ご滞在は|いかがでしたか？
            ja ; スタッフに|伝わりました。
            """)
    void lines_end_between_words_or_phrases_as_each_script_has_them(String language, String marked) {
        List<String> pieces = List.of(marked.split("\\|"));
        String words = String.join("", pieces);
        Set<Integer> ends = new HashSet<>();
        int end = 0;
        for (String piece : pieces) {
            end += piece.length();
            ends.add(end);
        }
        OnScreen.run(() -> {
            Font font = font(language);
            int widest = pieces.stream().mapToInt(piece -> width(piece.strip(), font)).max().orElseThrow();
            Set<Integer> used = new HashSet<>();
            for (int width = widest + 1; width < width(words, font) + 20; width += 10) {
                used.addAll(ends(Lines.balanced(words, font, width), words));
            }
            assertThat(ends).containsAll(used);
            assertThat(used).as("it did break").hasSizeGreaterThan(1);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ja ; ちょっとしたことでもキャッシャーへ「すぐに」お知らせくださいますようお願いいたします。
            zh ; 请告诉我们的员工：“房间太吵，空调也不工作。”我们会尽快转达。
            ko ; 불편하신점이있으시면무엇이든지직원에게말씀해주시기바랍니다.
            th ; ขออภัยเป็นอย่างยิ่งขณะนี้เราบันทึกความคิดเห็นของคุณไม่ได้
            """)
    void on_a_narrow_button_a_long_phrase_is_broken_within_and_no_line_begins_with_what_may_not(String language,
            String words) {
        OnScreen.run(() -> {
            Font font = font(language);
            for (int width = 200; width < 700; width += 7) {
                String broken = Lines.balanced(words, font, width);
                assertThat(broken.replace("\n", "")).isEqualTo(words);
                for (String line : broken.split("\n")) {
                    assertThat(NEVER_FIRST).doesNotContain(line.substring(0, 1));
                    assertThat(Character.getType(line.charAt(0))).isNotEqualTo((int) Character.NON_SPACING_MARK);
                    assertThat(width(line, font)).as(line).isLessThanOrEqualTo(width);
                }
            }
        });
    }

    @Test
    void a_name_in_another_script_is_broken_by_its_own_rules_on_any_page() {
        OnScreen.run(() -> assertThat(Lines.balanced("ご滞在はいかがでしたか？", font("ja"), 400))
                .isEqualTo("ご滞在は\nいかがでしたか？"));
    }

    private static Font font(String language) {
        return new Look(LookName.DAY, false, OnScreen.typefaces()).strong(language, 40);
    }

    private static int width(String words, Font font) {
        Text text = new Text(words);
        text.setFont(font);
        return (int) Math.ceil(text.getLayoutBounds().getWidth());
    }

    /** Where in the words the lines end; a space at which a line ends was dropped. */
    private static Set<Integer> ends(String broken, String words) {
        Set<Integer> ends = new HashSet<>();
        int at = 0;
        for (String line : broken.split("\n")) {
            at += line.length();
            while (at < words.length() && words.charAt(at) == ' ') {
                at++;
            }
            ends.add(at);
        }
        return ends;
    }

    @Test
    void a_line_of_typed_thai_ends_between_words_and_one_of_a_single_word_nowhere() {
        assertThat(Lines.lastEnd("การเข้าพักของคุณ", 12)).isEqualTo("การเข้าพัก".length());
        assertThat(Lines.lastEnd("Thank you", 9)).isEqualTo(9);
        assertThat(Lines.lastEnd("Thank you", 8)).isEqualTo("Thank ".length());
        assertThat(Lines.lastEnd("Thank", 3)).isZero();
    }
}
