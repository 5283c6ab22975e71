package org.amends.hub.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amends.hub.recovery.Keywords.Folded;
import org.junit.jupiter.api.Test;

/** Words in what guests write, in the scripts that they write. */
class KeywordsTest {

    @Test
    void aWordIsFoundWhateverItsCaseAndAccents() {
        assertThat(found("café", "Le CAFE était froid")).isTrue();
        assertThat(found("strasse", "Die Straße war laut")).isTrue();
        assertThat(found("isik", "IŞIK yok")).isTrue();
        assertThat(found("ελλας", "ΕΛΛΆΣ")).isTrue();
        assertThat(found("елка", "ёлка")).isTrue();
        assertThat(found("ｗｉｆｉ", "no Wifi!")).isTrue();
    }

    @Test
    void onlyAWholeWordIsFound() {
        assertThat(found("bar", "the barber")).isFalse();
        assertThat(found("bar", "a crowbar")).isFalse();
        assertThat(found("bar", "at the bar.")).isTrue();
        assertThat(found("hotel", "l'hôtel")).isTrue();
        assertThat(found("мои", "мой")).isFalse();
    }

    @Test
    void aStarStandsForAnyEnding() {
        assertThat(found("schmutz*", "alles schmutzig hier")).isTrue();
        assertThat(found("schmutz*", "Schmutz")).isTrue();
        assertThat(found("schmutz*", "unverschmutzt")).isFalse();
        assertThat(found("*", "anything")).isFalse();
    }

    @Test
    void severalWordsAreFoundBesideEachOtherOnly() {
        assertThat(found("too  long", "It took TOO\nlong")).isTrue();
        assertThat(found("too long", "too very long")).isFalse();
    }

    @Test
    void japaneseIsFoundAnywhereAndAVoicedSignIsAnotherLetter() {
        assertThat(found("部屋", "この部屋は汚い")).isTrue();
        assertThat(found("シャワー", "ｼｬﾜｰが冷たい")).isTrue();
        assertThat(found("はか", "ばかにされた")).isFalse();
        assertThat(found("wifi", "部屋のwifiが遅い")).isTrue();
    }

    @Test
    void arabicIsFoundBehindTheArticleAndTheWordsThatAreWrittenTogetherWithIt() {
        assertThat(found("غرفة", "الغرفة متسخة")).isTrue();
        assertThat(found("غرفة", "وبالغرفه صراصير")).isTrue();
        assertThat(found("غرفة", "غُرْفَة")).isTrue();
        assertThat(found("اكل", "الأكل بارد")).isTrue();
        assertThat(found("غرفة", "مغرفة")).isFalse();
        assertThat(found("ماء", "سماء")).isFalse();
    }

    @Test
    void aMarkThatMakesAnotherLetterIsNotLeftOut() {
        assertThat(found("की", "का")).isFalse();
        assertThat(found("पानी", "ठंडा पानी")).isTrue();
    }

    private static boolean found(String word, String text) {
        return new Keywords(List.of(word)).anyIn(Folded.of(text));
    }
}
