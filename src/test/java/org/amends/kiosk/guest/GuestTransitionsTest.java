package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.amends.survey.Face;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every press in every state, with the state that follows; a press that has no meaning there leaves it as it is. */
class GuestTransitionsTest {

    private enum From {
        IDLE(_ -> {
        }), //
        ASKING(visit -> visit.journey.touched()), //
        CHOOSING_LANGUAGE(visit -> visit.journey.chooseLanguage()), //
        ASKING_MORE(visit -> visit.says(Face.GOOD)), //
        ASKING_REASON(visit -> visit.says(Face.POOR)), //
        THANKING(visit -> visit.says(Face.VERY_GOOD)), //
        CANNOT_SAVE(visit -> {
            visit.journey.choose(Face.VERY_GOOD);
            visit.failsToSave();
        });

        final Consumer<Visit> way;

        From(Consumer<Visit> way) {
            this.way = way;
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            textBlock = """
                    # from,           touched,          bad face,         good face,        reason,           skip,             language,         speak,            time up
                    IDLE,             Asking,           Asking      ,     Thanking,         Idle,             Idle,             ChoosingLanguage, Idle,             Idle
                    ASKING,           Asking,           Asking      ,     Thanking,         Asking,           Asking,           ChoosingLanguage, Asking,           Idle
                    CHOOSING_LANGUAGE,ChoosingLanguage, ChoosingLanguage, ChoosingLanguage, ChoosingLanguage, ChoosingLanguage, ChoosingLanguage, Asking,           Idle
                    ASKING_MORE,      Asking,           Thanking,         Thanking,         Asking,           Thanking,         ChoosingLanguage, Asking,           Idle
                    ASKING_REASON,    Asking      ,     Asking      ,     Asking      ,     Thanking,         Thanking,         ChoosingLanguage, Asking      ,     Idle
                    THANKING,         Idle,             Thanking,         Thanking,         Thanking,         Thanking,         ChoosingLanguage, Thanking,         Idle
                    CANNOT_SAVE,      Idle,             CannotSave,       CannotSave,       CannotSave,       CannotSave,       CannotSave,       CannotSave,       Idle
                    """)
    void each_press_leads_where_the_table_says(From from, String touched, String bad, String good, String reason,
            String skip, String language, String speak, String timeUp) {
        leads(from, touched, visit -> visit.journey.touched());
        leads(from, bad, visit -> visit.journey.choose(Face.VERY_POOR));
        leads(from, good, visit -> visit.journey.choose(Face.VERY_GOOD));
        leads(from, reason, visit -> visit.journey.choose(List.of(visit.choice(0))));
        leads(from, skip, visit -> visit.journey.skip());
        leads(from, language, visit -> visit.journey.chooseLanguage());
        leads(from, speak, visit -> visit.journey.speak("de"));
        leads(from, timeUp, visit -> visit.journey.timeUp());
    }

    private static void leads(From from, String to, Consumer<Visit> press) {
        Visit visit = new Visit();
        from.way.accept(visit);
        press.accept(visit);
        visit.isSavedIfSaving();
        assertThat(visit.names().getLast()).as(from + " " + visit.names()).isEqualTo(to);
    }
}
