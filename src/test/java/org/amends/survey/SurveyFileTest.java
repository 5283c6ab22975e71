package org.amends.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.amends.checkedfile.FileProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SurveyFileTest {

    private static final Set<String> SPOKEN = Set.of("en", "de", "fr", "ar", "es", "ja", "zh", "hi", "th", "he");

    /** The numbered lines are what the table below refers to. */
    private static final String GOOD = """
            id: short
            languages: [en, de]
            questions:
              - id: how
                ask: faces
                text: {en: How was it?, de: Wie war es?}
                faces:
                  very-good: {en: Great, de: Sehr gut}
                  good: {en: Good, de: Gut}
                  poor: {en: Poor, de: Schlecht}
                  very-poor: {en: Bad, de: Sehr schlecht}
                branch:
                  - score-at-most: 2
                    to: why
              - id: why
                ask: reasons
                text: {en: What went wrong?, de: Was war?}
                reasons:
                  - id: room
                    text: {en: The room, de: Das Zimmer}
                  - id: noise
                    text: {en: Noise, de: Lärm}
            """;

    @TempDir
    private Path folder;

    @Test
    void the_shipped_survey_is_read_whole() {
        Survey survey = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), SPOKEN);

        assertThat(survey.id()).isEqualTo("stay");
        assertThat(survey.languages()).containsExactly("en", "de", "fr", "ar", "es", "ja", "zh", "hi", "th", "he");
        assertThat(survey.houseLanguage()).isEqualTo("en");
        assertThat(survey.questions()).extracting(Question::id).containsExactly("stay", "what-went-wrong");
        assertThat(survey.first().words()).containsOnlyKeys(Face.values());
        assertThat(survey.first().after(Face.POOR.score())).contains("what-went-wrong");
        assertThat(survey.first().after(Face.GOOD.score())).isEmpty();
        Question.Reasons reasons = (Question.Reasons) survey.question("what-went-wrong");
        assertThat(reasons.choices()).extracting(Choice::id).containsExactly("room", "cleanliness", "noise", "waiting",
                "staff", "other");
        assertThat(reasons.choices().getLast().text().in("ar")).isEqualTo("شيء آخر");
    }

    @Test
    void a_question_or_a_text_that_a_survey_does_not_have_is_named() throws IOException {
        Survey survey = read(GOOD);

        assertThatThrownBy(() -> survey.question("where")).hasMessage("no question \"where\" in survey short");
        assertThatThrownBy(() -> survey.first().text().in("fr")).hasMessageContaining("no text in \"fr\"");
    }

    @Test
    void several_branches_lead_each_score_to_its_own_question() throws IOException {
        Survey survey = read(GOOD.replace("      - score-at-most: 2\n        to: why\n",
                "      - score-at-most: 1\n        to: more\n      - score-at-most: 3\n        to: why\n")
                + faces("more", ""));

        assertThat(List.of(1, 2, 3)).extracting(score -> survey.first().after(score).orElseThrow())
                .containsExactly("more", "why", "why");
        assertThat(survey.first().after(4)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} => {2}")
    @MethodSource
    void a_malformed_survey_is_refused_with_line_value_and_what_is_allowed(String what, String from, String to,
            String problem) {
        assertThat(GOOD).contains(from);

        assertThatThrownBy(() -> read(GOOD.replace(from, to))).isInstanceOf(FileProblem.class)
                .message().startsWith(folder.resolve("survey.yaml") + ":" + problem).doesNotContain("\n");
    }

    static Stream<Arguments> a_malformed_survey_is_refused_with_line_value_and_what_is_allowed() {
        String id = " is not allowed; allowed: lower-case letters, digits and single hyphens";
        return Stream.of(of("a text missing in one language", ", de: Lärm", "",
                "22: questions[1].reasons[1].text: the key \"de\" is missing"),
                of("a text in a language that is not asked for", "de: Lärm", "de: Lärm, fr: Bruit",
                        "22: unknown key \"fr\"; allowed: de, en"),
                of("an empty text", "de: Lärm", "de: ''", "22: questions[1].reasons[1].text.de: \"\" is not allowed;"),
                of("a text for texts", "{en: Noise, de: Lärm}", "Noise",
                        "22: questions[1].reasons[1].text: \"Noise\" is not allowed; allowed: a block"),
                of("a word that fits no button", "Noise", "N".repeat(41),
                        "22: questions[1].reasons[1].text.en: \"" + "N".repeat(41)
                                + "\" is not allowed; allowed: a text of 1 to 40 "),
                of("a question of two lines", "How was it?", "\"How\\nwas it?\"",
                        "6: questions[0].text.en: \"How?was it?\" is not allowed; allowed: a text of 1 to 80 characters"),
                of("an unknown key at the top", "id: short", "id: short\ncolour: red",
                        "2: unknown key \"colour\"; allowed: id, languages, questions"),
                of("an unknown key in a question", "    branch:", "    branches:",
                        "12: unknown key \"branches\"; allowed: ask, branch, faces, id, text"),
                of("an unknown face", "      good:", "      medium: {en: So so, de: Na ja}\n      good:",
                        "9: unknown key \"medium\"; allowed: good, poor, very-good, very-poor"),
                of("a face missing", "      poor: {en: Poor, de: Schlecht}\n", "",
                        "8: questions[0].faces: the key \"poor\" is missing"),
                of("a score of none", "score-at-most: 2", "score-at-most: 0",
                        "13: questions[0].branch[0].score-at-most: \"0\" is not allowed; allowed: a whole number from 1 to 4"),
                of("a score in words", "score-at-most: 2", "score-at-most: poor",
                        "13: questions[0].branch[0].score-at-most: \"poor\" is not allowed; allowed: a whole number"),
                of("a branch to nowhere", "to: why", "to: where",
                        "14: questions[0].branch[0].to: \"where\" is not allowed; allowed: the id of a later question: why"),
                of("a branch to itself", "to: why", "to: how",
                        "14: questions[0].branch[0].to: \"how\" is not allowed; allowed: the id of a later question: why"),
                of("a branch that an earlier one always takes", "        to: why\n",
                        "        to: why\n      - score-at-most: 1\n        to: why\n",
                        "15: questions[0].branch[1].score-at-most: \"1\" is not allowed; allowed: a higher score than in"),
                of("a question that nothing leads to", "    branch:\n      - score-at-most: 2\n        to: why\n", "",
                        "12: questions[1].id: \"why\" is not allowed; allowed: a question that some branch leads to"),
                of("a question's id twice", "id: why", "id: how",
                        "15: questions[1].id: \"how\" is not allowed; allowed: each question's id once"),
                of("a reason's id twice", "id: noise", "id: room",
                        "21: questions[1].reasons[1].id: \"room\" is not allowed; allowed: each reason's id once"),
                of("an id in capitals", "id: noise", "id: Noise", "21: questions[1].reasons[1].id: \"Noise\"" + id),
                of("an id that is code", "id: noise", "id: \"<b>;drop\"",
                        "21: questions[1].reasons[1].id: \"<b>;drop\"" + id),
                of("an id without end", "id: noise", "id: " + "n".repeat(41),
                        "21: questions[1].reasons[1].id: \"" + "n".repeat(41)
                                + "\" is not allowed; allowed: up to 40 char"),
                of("one reason", "      - id: noise\n        text: {en: Noise, de: Lärm}\n", "",
                        "19: questions[1].reasons: a list is not allowed; allowed: 2 to 6 reasons; here are 1"),
                of("a kind of question that is not there", "ask: reasons", "ask: stars",
                        "16: questions[1].ask: \"stars\" is not allowed; allowed: faces, reasons"),
                of("a language that the screens do not speak", "[en, de]", "[en, de, tlh]",
                        "2: languages[2]: \"tlh\" is not allowed; allowed: ar, de, en, es, fr, he, hi, ja, th, zh"),
                of("a language twice", "[en, de]", "[en, de, en]",
                        "2: languages[2]: \"en\" is not allowed; allowed: each language once"),
                of("no language", "[en, de]", "[]",
                        "2: languages: a list is not allowed; allowed: at least one of ar, de, en, es, fr, he, hi, ja, th, zh"),
                of("a text for languages", "[en, de]", "en",
                        "2: languages: \"en\" is not allowed; allowed: a list"),
                of("a tab for indentation", "    ask: reasons", "\task: reasons", "16: is not YAML"));
    }

    @Test
    void a_first_question_without_faces_is_refused() {
        String reasons = GOOD.substring(GOOD.indexOf("  - id: why"));

        assertThatThrownBy(() -> read("id: short\nlanguages: [en, de]\nquestions:\n" + reasons))
                .message().startsWith(folder.resolve("survey.yaml")
                        + ":5: questions[0].ask: \"reasons\" is not allowed; allowed: \"faces\" for the first question");
    }

    @Test
    void a_branch_backwards_is_refused_so_that_every_guest_comes_to_an_end() {
        String round = GOOD.replace("to: why", "to: more")
                + faces("more", "    branch:\n      - score-at-most: 2\n        to: why\n");

        assertThatThrownBy(() -> read(round)).message()
                .contains("questions[2].branch[0].to: \"why\" is not allowed; allowed: no branch here");
    }

    @Test
    void no_questions_and_too_many_reasons_are_refused() {
        assertThatThrownBy(() -> read("id: short\nlanguages: [en]\nquestions: []\n"))
                .hasMessageContaining(":3: questions: a list is not allowed; allowed: at least one question");
        assertThatThrownBy(() -> read("id: short\nlanguages: [en]\n")).hasMessageContaining("\"questions\" is missing");
        StringBuilder many = new StringBuilder(GOOD);
        for (int i = 3; i <= 7; i++) {
            many.append("      - id: r").append(i).append("\n        text: {en: More, de: Mehr}\n");
        }
        assertThatThrownBy(() -> read(many.toString())).hasMessageContaining("2 to 6 reasons; here are 7");
    }

    @Test
    void hostile_words_are_words_and_nothing_more() throws IOException {
        String hostile = "'; DROP TABLE -- <b> ${x} %s {{y}}";
        Survey survey = read(GOOD.replace("en: Noise", "en: \"" + hostile + "\""));

        assertThat(((Question.Reasons) survey.question("why")).choices().getLast().text().in("en")).isEqualTo(hostile);
    }

    @Test
    void every_face_has_a_score_and_every_score_within_range_a_face() {
        for (Face face : Face.values()) {
            assertThat(Face.ofScore(face.score())).contains(face);
        }
        assertThat(Face.ofScore(0)).isEmpty();
        assertThat(Face.ofScore(Face.BEST + 1)).isEmpty();
        assertThat(Face.VERY_POOR.id()).isEqualTo("very-poor");
    }

    private static Arguments of(String what, String from, String to, String problem) {
        return Arguments.of(what, from, to, problem);
    }

    private static String faces(String id, String more) {
        String how = GOOD.substring(GOOD.indexOf("  - id: how"), GOOD.indexOf("    branch:"));
        return how.replace("id: how", "id: " + id) + more;
    }

    private Survey read(String yaml) throws IOException {
        return SurveyFile.read(Files.writeString(folder.resolve("survey.yaml"), yaml), SPOKEN);
    }
}
