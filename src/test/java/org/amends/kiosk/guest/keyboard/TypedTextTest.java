package org.amends.kiosk.guest.keyboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTextTest {

    private final TypedText typed = new TypedText();

    @Test
    void what_is_typed_is_handed_over_once() {
        typed.insert("Too ");
        typed.insert("cold");

        assertThat(typed.text()).isEqualTo("Too cold");
        assertThat(typed.length()).isZero();
        assertThat(typed.text()).isEmpty();
    }

    @Test
    void a_wiped_text_leaves_zeros_and_so_does_one_that_was_handed_over_or_taken_back()
            throws ReflectiveOperationException {
        typed.insert("secret");
        typed.wipe();
        assertThat(memory(typed)).containsOnly('\0');

        typed.insert("secret");
        typed.text();
        assertThat(memory(typed)).containsOnly('\0');

        typed.insert("ab");
        typed.deleteBack();
        assertThat(memory(typed)).startsWith('a').doesNotContain('b');
    }

    @Test
    void it_lies_in_one_place_for_all_its_life_so_that_no_copy_is_left_behind() throws ReflectiveOperationException {
        char[] at = memory(typed);
        typed.insert("x".repeat(2000));

        assertThat(memory(typed)).isSameAs(at);
    }

    @Test
    @Timeout(5)
    void a_burst_of_ten_thousand_characters_is_cut_at_the_limit() {
        assertThat(typed.insert("0123456789".repeat(1000))).isFalse();

        assertThat(typed.length()).isEqualTo(typed.limit()).isEqualTo(2000);
        assertThat(typed.insert("x")).isFalse();
        assertThat(typed.text()).endsWith("789").hasSize(2000);
    }

    @Test
    void the_limit_never_cuts_a_pair_in_half() {
        TypedText small = new TypedText(3);

        assertThat(small.insert("a😀😀")).isFalse();
        assertThat(small.text()).isEqualTo("a😀");
        assertThat(small.insert("ab😀")).isFalse();
        assertThat(small.text()).isEqualTo("ab");
    }

    @Test
    void a_limit_that_no_comment_can_have_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TypedText(0)).withMessageContaining("1 to 2000")
                .withMessageContaining("not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new TypedText(2001)).withMessageContaining("not 2001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "e\u0301", "क्षि", "กี่", "か\u3099", "👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "❤️", "שָׁ"})
    void taking_back_takes_what_a_reader_calls_one_character(String character) {
        typed.insert("x" + character);
        assertThat(typed.length()).as("all of it was let in").isEqualTo(1 + character.length());

        typed.deleteBack();

        assertThat(typed.text()).isEqualTo("x");
    }

    @Test
    void taking_back_from_nothing_is_nothing() {
        typed.deleteBack();

        assertThat(typed.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "\t", "\r", "\u001B", "\u007F", "\u0085", "\u00AD", "\u034F", "\u061C", "\u115F",
            "\u180E", "\u200B", "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
            "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\u2800", "\u3164", "\uE000", "\uFE00", "\uFEFF", "\uFFA0",
            "\uFFF9", "\uD800", "\uDC00", "\uDB40\uDC41", "\uDB40\uDD00", "\u0378"})
    void what_cannot_be_seen_or_turns_the_words_around_it_is_not_let_in(String hidden) {
        assertThat(typed.insert("a" + hidden + "b")).isFalse();

        assertThat(typed.text()).isEqualTo("ab");
    }

    @Test
    void joiners_are_let_in_where_a_script_needs_them_and_nowhere_else() {
        assertThat(typed.insert("می\u200Cخواهم")).isTrue();
        assertThat(typed.insert("क्\u200D")).isTrue();
        typed.wipe();

        assertThat(typed.insert("\u200D")).isFalse();
        assertThat(typed.insert("a\u200D\u200C")).isFalse();
        assertThat(typed.insert("क\u200D\u200D")).isFalse();
        assertThat(typed.text()).isEqualTo("aक\u200D");
    }

    @Test
    void every_kind_of_space_becomes_a_plain_one_but_the_wide_one_of_japanese() {
        typed.insert("a\u00A0b\u2003c\u3000d");

        assertThat(typed.text()).isEqualTo("a b c\u3000d");
    }

    @Test
    void it_says_how_long_it_is_and_nothing_of_what_it_says() {
        typed.insert("secret");

        assertThat(typed).hasToString("TypedText[6 of 2000 characters]");
    }

    @Test
    void spaces_alone_are_nothing_to_hand_over() {
        assertThat(typed.isBlank()).isTrue();
        typed.insert("  \u3000");
        assertThat(typed.isBlank()).isTrue();
        typed.insert("x");
        assertThat(typed.isBlank()).isFalse();
    }

    @Test
    void whoever_watches_hears_of_every_change_and_of_nothing_else() {
        List<Integer> heard = new ArrayList<>();
        typed.onChange(() -> heard.add(typed.length()));

        typed.insert("ab");
        typed.insert("\u202E");
        typed.deleteBack();
        typed.wipe();

        assertThat(heard).containsExactly(2, 1, 0);
    }

    @Test
    @Timeout(20)
    void whatever_arrives_it_neither_fails_nor_keeps_what_it_should_not() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            StringBuilder burst = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                burst.append((char) random.nextInt(0x10000));
            }
            typed.insert(burst);
            typed.deleteBack();
        }

        assertThat(typed.text().codePoints()).noneMatch(
                point -> Character.isISOControl(point) || point >= 0x202A && point <= 0x202E
                        || Character.getType(point) == Character.SURROGATE);
    }

    @Test
    void each_key_of_the_longest_text_is_quick() {
        typed.insert("क्षि".repeat(500));
        long from = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            typed.deleteBack();
        }
        assertThat(Duration.ofNanos((System.nanoTime() - from) / 100)).isLessThan(Duration.ofMillis(5));
    }

    /** What lies in memory, which no caller can see. */
    private static char[] memory(TypedText text) throws ReflectiveOperationException {
        Field field = TypedText.class.getDeclaredField("typed");
        field.setAccessible(true);
        return (char[]) field.get(text);
    }
}
