package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.survey.Survey;
import org.amends.survey.Texts;
import org.amends.wire.HouseLine;
import org.junit.jupiter.api.Test;

/** What of the hub's lines a terminal can show. */
class HubLinesTest {

    private static final Instant END = Instant.parse("2026-12-21T00:00:00Z");
    /** In English, the house language, and German. */
    private static final Survey SURVEY = Visit.SURVEY;

    private final AtomicReference<List<HouseLine>> said = new AtomicReference<>(List.of());
    private Instant now = END.minusSeconds(1);
    private final HubLines lines = new HubLines(said::get, new java.time.Clock() {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }, Typefaces::undrawable);

    @Test
    void a_line_is_shown_in_the_languages_of_the_survey_until_its_end() {
        says(line("en", "Lit.", "de", "Es brennt.", "ar", "موقدة."));
        assertThat(lines.now(SURVEY)).containsExactly(new Texts(Map.of("en", "Lit.", "de", "Es brennt.")));
        now = END;
        assertThat(lines.now(SURVEY)).isEmpty();
    }

    @Test
    void a_clock_that_stands_too_early_hides_none() {
        says(line("en", "Lit."));
        now = Instant.EPOCH;
        assertThat(lines.now(SURVEY)).hasSize(1);
        now = END.plus(Duration.ofDays(400));
        assertThat(lines.now(SURVEY)).isEmpty();
    }

    @Test
    void what_the_fonts_cannot_draw_is_left_out_and_the_house_language_stands_in_for_it() {
        says(line("en", "Lit.", "de", "Es brennt \uE000."), line("en", "\uE000", "de", "Es brennt."), line("en", "Warm."));
        assertThat(lines.now(SURVEY)).containsExactly(new Texts(Map.of("en", "Lit.")), new Texts(Map.of("en", "Warm.")));
    }

    @Test
    void of_another_house_language_the_words_are_shown_where_the_font_has_them() {
        says(line("fr", "Le feu est allumé."), line("ar", "موقدة."));
        assertThat(lines.now(SURVEY)).containsExactly(new Texts(Map.of("en", "Le feu est allumé.")));
    }

    @Test
    void what_the_hub_says_anew_takes_the_place_of_what_it_said() {
        says(line("en", "Lit."));
        assertThat(lines.now(SURVEY)).hasSize(1);
        says(line("en", "Warm."));
        assertThat(lines.now(SURVEY)).containsExactly(new Texts(Map.of("en", "Warm.")));
        says();
        assertThat(lines.now(SURVEY)).isEmpty();
    }

    private void says(HouseLine... now) {
        said.set(List.of(now));
    }

    private static HouseLine line(String... languagesAndWords) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < languagesAndWords.length; i += 2) {
            texts.put(languagesAndWords[i], languagesAndWords[i + 1]);
        }
        return new HouseLine(texts, END);
    }
}
