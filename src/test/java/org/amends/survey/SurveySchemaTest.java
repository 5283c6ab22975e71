package org.amends.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amends.checkedfile.FileProblem;
import org.amends.kiosk.guest.look.GuestTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that editors read says the same as {@link SurveyFile}, as far as a schema can say it. */
class SurveySchemaTest {

    private static final Path CONFIG = Path.of("kiosk-config");
    private static final GuestTexts TEXTS = new GuestTexts();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stay.yaml", "every-kind.yaml"})
    void the_samples_are_good_and_name_it(String name) throws IOException {
        String sample = Files.readString(CONFIG.resolve(name));

        assertThat(errors(sample)).isEmpty();
        assertThat(sample.lines().findFirst()).contains("# yaml-language-server: $schema=survey.schema.json");
    }

    @Test
    void it_knows_every_language_that_the_screens_speak_and_no_other() throws IOException {
        String all = "id: all\nlanguages: [%s]\nquestions: []\n";
        List<Error> errors = schema().validate(all.formatted(String.join(", ", TEXTS.languages())), InputFormat.YAML);

        assertThat(errors).singleElement().satisfies(
                error -> assertThat(error.getInstanceLocation().toString()).isEqualTo("/questions"));
        assertThat(errors(all.formatted("en, tlh"))).hasSize(2);
    }

    /** A copy of the sample with one thing changed; neither takes it. */
    @ParameterizedTest(name = "{0} => {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"id: every-kind|id: Every kind", "id: every-kind|id: []",
            "id: every-kind|name: every-kind", "languages: [en, de, ar]|languages: []",
            "languages: [en, de, ar]|languages: [en, de, ar, en]", "languages: [en, de, ar]|languages: [en, de, xx]",
            "languages: [en, de, ar]|languages: en", "questions:|question:", "you-said-we-did:|you-said:",
            "en: You said breakfast began too late. It now begins at six.|en: \"\"",
            "ask: faces|ask: smileys", "ask: faces|ask: stars", "ask: stars|ask: comment", "ask: comment|ask: stars",
            "id: again|id: thanks", "id: again|id: Again", "      fair: |      middling: ", "      fair: |      happy: ",
            "ask: yes-no|asks: yes-no", "{en: Would you stay here again?|{en: ''",
            "{en: Would you stay here again?|{en: [a]",
            "{en: Would you stay here again?|{en: Would you stay here again and again and again and again and again and again and again and again?",
            "- {id: room, text|- {id: room, words", "- {id: room, text: {en: The room, de: Das Zimmer, ar: الغرفة}}|- room",
            "lowest: |least: ", "{score-at-most: 2, to: what}|{score-at-most: 2}",
            "{score-at-most: 2, to: what}|{score-at-most: two, to: what}",
            "{score-at-most: 2, to: what}|{score-at-most: 11, to: what}",
            "{score-at-most: 2, to: what}|{score-below: 2, to: what}",
            "{score-at-most: 2, to: what}|{of: stay, to: what}", "{said: yes, to: breakfast}|{said: maybe, to: breakfast}",
            "{said: yes, to: breakfast}|{said: yes, score-at-most: 1, to: breakfast}",
            "and: [{of: stay, score-at-most: 1}]|and: [{of: stay}]", "chose: [staff]|chose: []",
            "chose: [staff]|chose: staff",
            "by: [email, phone]|by: []", "by: [email, phone]|by: [email, email]", "by: [email, phone]|by: [fax]",
            "    consents:|    purposes:", "      - id: news|      - name: news"})
    void what_is_refused_by_its_form_is_refused_by_the_schema_too(String from, String to) throws IOException {
        String sample = Files.readString(CONFIG.resolve("every-kind.yaml"));
        assertThat(sample).contains(from);
        Path file = Files.writeString(folder.resolve("wrong.yaml"), sample.replace(from, to));

        assertThatThrownBy(() -> SurveyFile.read(file, TEXTS.languages(), (_, _) -> Optional.empty()))
                .isInstanceOf(FileProblem.class);
        assertThat(errors(Files.readString(file))).isNotEmpty();
    }

    private static List<Error> errors(String yaml) throws IOException {
        return schema().validate(yaml, InputFormat.YAML);
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(CONFIG.resolve("survey.schema.json")), InputFormat.JSON);
    }
}
