package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Face;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;

/** What the screens make of a card that a guest holds to the reader. */
class HeldCardTest {

    private static final String UID = "04A1B2C3D4E5F6";
    private static final Survey SURVEY = SurveyFile.read(Path.of("kiosk-config", "every-kind.yaml"),
            AtTheScreen.TEXTS.languages(), Typefaces::undrawable);

    @Test
    void it_stands_for_an_address_once_something_is_ticked_and_tells_what_was_agreed_to() {
        OnScreen.run(() -> {
            AtTheScreen at = atTheAddress();
            at.screens.card(Optional.of(UID));
            assertThat(ofCards(at)).isEqualTo("Please tick first what it may be used for.");
            assertThat(at.said).noneMatch(Content.Card.class::isInstance);

            at.taps("consent-reply");
            at.screens.card(Optional.of(UID));

            Content.Card card = (Content.Card) at.said.getLast();
            assertThat(card.uid()).isEqualTo(UID);
            assertThat(card.consents()).extracting(Content.Consent::id).containsExactly("reply");
            assertThat(at.screens.lookup("#of-cards")).as("the page goes on").isNull();
        });
    }

    @Test
    void a_phone_is_told_that_it_is_none_and_nothing_of_it_is_kept() {
        OnScreen.run(() -> {
            AtTheScreen at = atTheAddress();
            at.taps("consent-reply");
            List<Content> before = List.copyOf(at.said);
            at.screens.card(Optional.empty());

            assertThat(ofCards(at)).isEqualTo("A phone cannot stand in for a card.");
            assertThat(at.said).isEqualTo(before);
        });
    }

    @Test
    void on_any_other_page_it_is_said_not_to_be_known_here_and_nothing_is_kept() {
        OnScreen.run(() -> {
            AtTheScreen at = new AtTheScreen(SURVEY, Persona.TABLET, 1280, 800, 5.9);
            at.screens.card(Optional.of(UID));
            assertThat(word(at)).isEqualTo("This card is not known here.");
            at.screens.card(Optional.empty());
            assertThat(word(at)).isEqualTo("A phone cannot stand in for a card.");
            at.screens.cardNotKnown();
            assertThat(word(at)).isEqualTo("This card is not known here.");
            assertThat(at.said).isEmpty();
        });
    }

    @Test
    void a_place_it_was_carried_to_is_said_and_stands_on_the_page_once_nobody_answers() {
        OnScreen.run(() -> {
            AtTheScreen at = new AtTheScreen(SURVEY, Persona.TABLET, 1280, 800, 5.9);
            at.journey.choose(Face.VERY_POOR);
            at.screens.standsAt(new Touchpoint("Harbour Hotel", "Table 12"));
            assertThat(word(at)).isEqualTo("New place: Table 12");
            at.journey.leave();
            at.passes(Duration.ofSeconds(1));
        });
    }

    /** Seen as pictures, as well: in German and Arabic, on a kiosk and a banner. */
    @Test
    void the_word_fits_on_a_kiosk_and_a_banner_in_german_and_arabic() {
        OnScreen.run(() -> {
            for (String language : List.of("de", "ar")) {
                for (Persona persona : List.of(Persona.KIOSK, Persona.BANNER)) {
                    AtTheScreen at = new AtTheScreen(SURVEY, persona, 1080, 1920, 2.7);
                    at.journey.chooseLanguage();
                    at.journey.speak(language);
                    at.passes(Duration.ofSeconds(1));
                    at.screens.cardNotKnown();
                    assertThat(word(at)).isEqualTo(language.equals("de")
                            ? "Diese Karte ist hier nicht bekannt."
                            : "هذه البطاقة غير معروفة هنا.");
                    OnScreen.save(at.scene.snapshot(null), "card-not-known-" + persona + "-" + language);
                    at.screens.standsAt(new Touchpoint("Harbour Hotel", "Table 12"));
                    OnScreen.save(at.scene.snapshot(null), "new-place-" + persona + "-" + language);
                    Label word = (Label) at.screens.lookup("#word");
                    assertThat(word.getWidth()).isLessThanOrEqualTo(1080);
                    assertThat(word.getText()).contains("Table 12");
                }
            }
        });
    }

    private static AtTheScreen atTheAddress() {
        AtTheScreen at = new AtTheScreen(SURVEY, Persona.TABLET, 1280, 800, 5.9);
        at.journey.choose(Face.VERY_POOR);
        for (int page = 0; page < 20 && at.screens.lookup("#of-cards") == null; page++) {
            at.passes(Duration.ofSeconds(1));
            at.journey.skip();
        }
        at.passes(Duration.ofSeconds(1));
        return at;
    }

    private static String word(AtTheScreen at) {
        return ((Label) at.screens.lookup("#word")).getText();
    }

    private static String ofCards(AtTheScreen at) {
        return ((Text) at.screens.lookup("#of-cards")).getText();
    }
}
