package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.amends.hub.web.ReaderLanguage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Staff pages in the language of whoever reads them. */
class StaffLanguagesTest extends StaffedHub {

    private static final String BUNDLE = "org.amends.hub.messages";

    static Stream<Locale> translations() {
        return ReaderLanguage.SPOKEN.stream().filter(language -> !language.equals(Locale.ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void every_text_is_there_in_every_language_with_the_same_gaps(Locale language) throws IOException {
        ResourceBundle english = ResourceBundle.getBundle(BUNDLE, Locale.ROOT);
        ResourceBundle translated = ResourceBundle.getBundle(BUNDLE, language);
        assertThat(translated.getLocale()).isEqualTo(language);
        assertThat(keys(language)).isEqualTo(english.keySet());
        assertThat(english.keySet()).allSatisfy(key -> assertThat(filled(translated.getString(key), language))
                .as(key).isEqualTo(filled(english.getString(key), Locale.ENGLISH)));
    }

    /** The bundle itself would name what only the English one has. */
    private static Set<String> keys(Locale language) throws IOException {
        Properties own = new Properties();
        try (InputStream file = Hub.class.getResourceAsStream("messages_" + language + ".properties")) {
            own.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return own.stringPropertyNames();
    }

    /** Which of its gaps a text fills, in any order. */
    private static Set<Integer> filled(String text, Locale language) {
        // Numbers, as some texts choose by how many there are.
        Integer[] parts = {11, 22, 33, 44, 55, 66};
        String said = new MessageFormat(text, language).format(parts);
        assertThat(said).doesNotContain("{", "}");
        Set<Integer> found = new TreeSet<>(List.of(parts));
        found.removeIf(part -> !said.contains(part.toString()));
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "de-AT,de;q=0.9,en;q=0.8 | de | Anmelden | Kein offener Fall",
            "fr | fr | Connexion | Aucun dossier ouvert",
            "en-GB | en | Sign in | No open case",
            "sv,fi;q=0.5 | en | Sign in | No open case",
            "*;;=q | en | Sign in | No open case"})
    void a_page_speaks_what_the_browser_asks_for_else_english(String wish, String language, String title, String empty) {
        hub.clock.pass(Duration.ofMinutes(2));
        TestHub.Browser browser = hub.signedIn("mara");
        assertThat(TestHub.text(hub.send(hub.to("/sign-in").header("Accept-Language", wish))))
                .contains("<html lang=\"" + language + "\">", title);
        assertThat(TestHub.text(hub.send(browser.to("/inbox").header("Accept-Language", wish)))).contains(empty);
    }

    @Test
    void what_went_wrong_is_said_in_the_same_language() {
        TestHub.Browser browser = hub.signedIn("mara");
        assertThat(TestHub.text(hub.send(browser.to("/cases/99").header("Accept-Language", "de"))))
                .contains("Hier ist nichts");
        assertThat(TestHub.text(hub.send(hub.to("/nowhere").header("Accept-Language", "fr"))))
                .contains("Il n’y a rien ici");
        assertThat(browser.post("/cases/99/take", Map.of()).statusCode()).isEqualTo(403);
    }
}
