package org.amends.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.amends.checkedfile.FileProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SurveyFileTest {

    private static final BiFunction<String, String, Optional<String>> ALL_DRAWN = (_, _) -> Optional.empty();
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
                ask: one-choice
                text: {en: What went wrong?, de: Was war?}
                choices:
                  - id: room
                    text: {en: The room, de: Das Zimmer}
                  - id: noise
                    text: {en: Noise, de: Lärm}
            """;

    @TempDir
    private Path folder;

    @Test
    void long_ways_and_wordy_questions_are_advised_against_with_their_places() {
        assertThat(SurveyFile.advice(Path.of("kiosk-config", "stay.yaml"), SPOKEN)).isEmpty();
        assertThat(SurveyFile.advice(Path.of("kiosk-config", "every-kind.yaml"), SPOKEN)).singleElement().asString()
                .matches(
                        "kiosk-config/every-kind.yaml:\\d+: questions: a guest may be asked 8 questions, one after the other"
                                + " \\(stay, what, again, breakfast, recommend, somebody, words, reach\\); advice: up to 6");
    }

    @Test
    void a_question_is_as_long_as_it_is_wide() throws IOException {
        String wordy = GOOD.replace("en: How was it?", "en: " + "How was it all the ".repeat(3) + "while you stayed");
        assertThat(SurveyFile.advice(write(wordy), SPOKEN)).singleElement().asString()
                .contains(":6: questions[0].text.en: takes 73 letters' width; advice: up to 60");
        String wide = GOOD.replace("[en, de]", "[en, ja]").replace("de:", "ja:").replace("Wie war es?",
                "\u3054".repeat(31));
        assertThat(SurveyFile.advice(write(wide), SPOKEN)).singleElement().asString()
                .contains(":6: questions[0].text.ja: takes 62 letters' width");
    }

    @Test
    void what_was_done_is_read_in_every_language() throws IOException {
        String said = "you-said-we-did: [{en: It was cold. Now it is warm., de: Es war kalt. Jetzt ist es warm.}]\n";
        assertThat(read(GOOD.replace("questions:\n", said + "questions:\n")).youSaidWeDid())
                .containsExactly(new Texts(Map.of("en", "It was cold. Now it is warm.", "de",
                        "Es war kalt. Jetzt ist es warm.")));
        assertThatThrownBy(() -> read(GOOD.replace("questions:\n", "you-said-we-did: []\nquestions:\n")))
                .hasMessageContaining(":3: you-said-we-did: a list is not allowed; allowed: 1 to 10 texts; here are 0");
        assertThatThrownBy(() -> read(GOOD.replace("questions:\n", "you-said-we-did: [{en: Now}]\nquestions:\n")))
                .hasMessageContaining(":3: you-said-we-did[0]: the key \"de\" is missing");
    }

    @Test
    void the_shipped_survey_is_read_whole() {
        Survey survey = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), SPOKEN, ALL_DRAWN);

        assertThat(survey.id()).isEqualTo("stay");
        assertThat(survey.languages()).containsExactly("en", "de", "fr", "ar", "es", "ja", "zh", "hi", "th", "he");
        assertThat(survey.houseLanguage()).isEqualTo("en");
        assertThat(survey.questions()).extracting(Question::id).containsExactly("stay", "what-went-wrong");
        assertThat(survey.first().words()).containsOnlyKeys(Face.VERY_GOOD, Face.GOOD, Face.POOR, Face.VERY_POOR);
        assertThat(survey.first().after(scored("stay", 2))).contains("what-went-wrong");
        assertThat(survey.first().after(scored("stay", 3))).isEmpty();
        Question.OneChoice reasons = (Question.OneChoice) survey.question("what-went-wrong");
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

        assertThat(List.of(1, 2, 3)).extracting(score -> survey.first().after(scored("how", score)).orElseThrow())
                .containsExactly("more", "why", "why");
        assertThat(survey.first().after(scored("how", 4))).isEmpty();
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
                "22: questions[1].choices[1].text: the key \"de\" is missing"),
                of("a text in a language that is not asked for", "de: Lärm", "de: Lärm, fr: Bruit",
                        "22: unknown key \"fr\"; allowed: de, en"),
                of("an empty text", "de: Lärm", "de: ''", "22: questions[1].choices[1].text.de: \"\" is not allowed;"),
                of("a text for texts", "{en: Noise, de: Lärm}", "Noise",
                        "22: questions[1].choices[1].text: \"Noise\" is not allowed; allowed: a block"),
                of("a word that fits no button", "Noise", "N".repeat(41),
                        "22: questions[1].choices[1].text.en: \"" + "N".repeat(41)
                                + "\" is not allowed; allowed: a text of 1 to 40 "),
                of("a question of two lines", "How was it?", "\"How\\nwas it?\"",
                        "6: questions[0].text.en: \"How?was it?\" is not allowed; allowed: a text of 1 to 80 characters"),
                of("an unknown key at the top", "id: short", "id: short\ncolour: red",
                        "2: unknown key \"colour\"; allowed: id, languages, questions"),
                of("an unknown key in a question", "    branch:", "    branches:",
                        "12: unknown key \"branches\"; allowed: ask, branch, faces, id, text"),
                of("an unknown face", "      good:", "      medium: {en: So so, de: Na ja}\n      good:",
                        "9: unknown key \"medium\"; allowed: fair, good, poor, very-good, very-poor"),
                of("a face missing", "      poor: {en: Poor, de: Schlecht}\n", "",
                        "8: unknown key \"very-good\"; allowed: fair, good, poor"),
                of("a score of none", "score-at-most: 2", "score-at-most: 0",
                        "13: questions[0].branch[0].score-at-most: \"0\" is not allowed; allowed: a whole number from 1 to 4"),
                of("a score in words", "score-at-most: 2", "score-at-most: poor",
                        "13: questions[0].branch[0].score-at-most: \"poor\" is not allowed; allowed: a whole number"),
                of("a branch to nowhere", "to: why", "to: where",
                        "14: questions[0].branch[0].to: \"where\" is not allowed; allowed: \"thanks\" or the id of a later question: why"),
                of("a branch to itself", "to: why", "to: how",
                        "14: questions[0].branch[0].to: \"how\" is not allowed; allowed: \"thanks\" or the id of a later question: why"),
                of("a branch that an earlier one always takes", "        to: why\n",
                        "        to: why\n      - score-at-most: 1\n        to: why\n",
                        "15: questions[0].branch[1].score-at-most: \"1\" is not allowed; allowed: a score that no branch before takes"),
                of("a question that nothing leads to", "    branch:\n      - score-at-most: 2\n        to: why\n", "",
                        "12: questions[1].id: \"why\" is not allowed; allowed: a question that some branch leads to"),
                of("a question's id twice", "id: why", "id: how",
                        "15: questions[1].id: \"how\" is not allowed; allowed: each question's id once"),
                of("a reason's id twice", "id: noise", "id: room",
                        "21: questions[1].choices[1].id: \"room\" is not allowed; allowed: each choice's id once"),
                of("an id in capitals", "id: noise", "id: Noise", "21: questions[1].choices[1].id: \"Noise\"" + id),
                of("an id that is code", "id: noise", "id: \"<b>;drop\"",
                        "21: questions[1].choices[1].id: \"<b>;drop\"" + id),
                of("an id without end", "id: noise", "id: " + "n".repeat(41),
                        "21: questions[1].choices[1].id: \"" + "n".repeat(41)
                                + "\" is not allowed; allowed: up to 40 char"),
                of("one reason", "      - id: noise\n        text: {en: Noise, de: Lärm}\n", "",
                        "19: questions[1].choices: a list is not allowed; allowed: 2 to 6 choices; here are 1"),
                of("a kind of question that is not there", "ask: one-choice", "ask: hearts",
                        "16: questions[1].ask: \"hearts\" is not allowed; allowed: comment, contact, faces, one-choice,"),
                of("a condition on a later question", "- score-at-most: 2", "- of: why\n        score-at-most: 2",
                        "13: questions[0].branch[0].of: \"why\" is not allowed; allowed: how"),
                of("a choice asked of faces", "score-at-most: 2", "chose: [room]",
                        "13: questions[0].branch[0].chose: a list is not allowed; allowed: only for a question with choices"),
                of("yes asked of faces", "score-at-most: 2", "said: yes",
                        "13: questions[0].branch[0].said: \"yes\" is not allowed; allowed: only for a question of yes or no"),
                of("two conditions in one", "- score-at-most: 2", "- score-at-most: 2\n        chose: [room]",
                        "13: questions[0].branch[0].score-at-most: \"2\" is not allowed; allowed: one condition a block"),
                of("a branch behind one that is always taken", "      - score-at-most: 2\n        to: why\n",
                        "      - to: why\n      - score-at-most: 2\n        to: why\n",
                        "14: questions[0].branch[1]: a block is not allowed; allowed: no branch here"),
                of("a language that the screens do not speak", "[en, de]", "[en, de, tlh]",
                        "2: languages[2]: \"tlh\" is not allowed; allowed: ar, de, en, es, fr, he, hi, ja, th, zh"),
                of("a language twice", "[en, de]", "[en, de, en]",
                        "2: languages[2]: \"en\" is not allowed; allowed: each language once"),
                of("no language", "[en, de]", "[]",
                        "2: languages: a list is not allowed; allowed: at least one of ar, de, en, es, fr, he, hi, ja, th, zh"),
                of("a text for languages", "[en, de]", "en",
                        "2: languages: \"en\" is not allowed; allowed: a list"),
                of("a tab for indentation", "    ask: one-choice", "\task: one-choice", "16: is not YAML"));
    }

    @Test
    void a_first_question_without_faces_is_refused() {
        String reasons = GOOD.substring(GOOD.indexOf("  - id: why"));

        assertThatThrownBy(() -> read("id: short\nlanguages: [en, de]\nquestions:\n" + reasons))
                .message().startsWith(folder.resolve("survey.yaml")
                        + ":5: questions[0].ask: \"one-choice\" is not allowed; allowed: \"faces\" for the first question");
    }

    @Test
    void a_branch_backwards_is_refused_so_that_every_guest_comes_to_an_end() {
        String round = GOOD.replace("to: why", "to: more")
                + faces("more", "    branch:\n      - score-at-most: 2\n        to: why\n");

        assertThatThrownBy(() -> read(round)).message()
                .contains(
                        "questions[2].branch[0].to: \"why\" is not allowed; allowed: \"thanks\", as no question follows this one");
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
        assertThatThrownBy(() -> read(many.toString())).hasMessageContaining("2 to 6 choices; here are 7");
    }

    @Test
    void hostile_words_are_words_and_nothing_more() throws IOException {
        String hostile = "'; DROP TABLE -- <b> ${x} %s {{y}}";
        Survey survey = read(GOOD.replace("en: Noise", "en: \"" + hostile + "\""));

        assertThat(((Question.OneChoice) survey.question("why")).choices().getLast().text().in("en")).isEqualTo(hostile);
    }

    @Test
    void a_scale_has_three_to_five_faces_and_any_rating_looks_like_the_face_at_its_place() {
        assertThat(Face.scale(3)).contains(List.of(Face.GOOD, Face.FAIR, Face.POOR));
        assertThat(Face.scale(2)).isEmpty();
        assertThat(Face.scale(6)).isEmpty();
        for (int count = 3; count <= 5; count++) {
            List<Face> scale = Face.scale(count).orElseThrow();
            for (int score = 1; score <= count; score++) {
                assertThat(Face.of(score, count)).isEqualTo(scale.get(count - score));
            }
        }
        assertThat(List.of(1, 5, 10)).extracting(score -> Face.of(score, 10)).containsExactly(Face.VERY_POOR, Face.FAIR,
                Face.VERY_GOOD);
        assertThat(Face.VERY_POOR.id()).isEqualTo("very-poor");
    }

    @Test
    void every_kind_of_question_is_read_and_branches_look_at_any_earlier_answer() throws IOException {
        Survey survey = read(EVERY_KIND);

        assertThat(survey.questions()).extracting(question -> question.getClass().getSimpleName()).containsExactly("Faces",
                "SeveralChoices", "YesNo", "Stars", "Recommend", "SomebodyNow", "Comment", "Contact");
        assertThat(survey.first().best()).isEqualTo(5);
        Question what = survey.question("what");
        assertThat(what.after(answers(1, Set.of("noise"), false))).contains("again");
        assertThat(what.after(answers(1, Set.of("room"), false))).as("not the noise").contains("stars");
        assertThat(what.after(answers(2, Set.of("noise"), false))).as("not the worst").contains("stars");
        assertThat(survey.question("again").after(answers(1, Set.of(), true))).contains("likely");
        assertThat(survey.question("again").after(answers(1, Set.of(), false))).as("to the thanks").isEmpty();
        assertThat(survey.question("again").after(Map.of())).as("what was not answered meets nothing").isEmpty();
        assertThat(((Question.Contact) survey.question("reach")).consents()).extracting(Consent::id)
                .containsExactly("reply");
    }

    @Test
    void a_survey_of_sixty_questions_is_read() throws IOException {
        StringBuilder sixty = new StringBuilder(
                GOOD.substring(0, GOOD.indexOf("    branch:")) + "    branch: [{to: q2}]\n");
        for (int i = 2; i <= 60; i++) {
            sixty.append(faces("q" + i, i == 60 ? "" : "    branch: [{to: q" + (i + 1) + "}]\n"));
        }
        assertThat(read(sixty.toString()).questions()).hasSize(60);
    }

    @Test
    void files_that_differ_in_a_letter_are_different_versions() throws IOException {
        Survey one = read(GOOD);
        Survey same = read(GOOD);
        Survey other = read(GOOD.replace("Noise", "Noises"));

        assertThat(one.name()).isEqualTo(same.name()).matches("short@[0-9a-f]{12}").isNotEqualTo(other.name());
    }

    @Test
    void a_text_that_the_screens_cannot_draw_is_refused_with_the_character() throws IOException {
        Path file = Files.writeString(folder.resolve("survey.yaml"), GOOD.replace("en: Noise", "en: Noise \u2603"));

        assertThatThrownBy(() -> SurveyFile.read(file, SPOKEN,
                (language, text) -> Optional.of("U+2603").filter(_ -> language.equals("en") && text.contains("\u2603"))))
                .message().contains(":22: questions[1].choices[1].text.en: ").contains("which U+2603 is not");
    }

    private static final String EVERY_KIND = """
            id: every
            languages: [en]
            questions:
              - id: how
                ask: faces
                text: {en: How was it?}
                faces: {very-good: {en: a}, good: {en: b}, fair: {en: c}, poor: {en: d}, very-poor: {en: e}}
                branch:
                  - {score-at-most: 2, to: what}
              - id: what
                ask: several-choices
                text: {en: What?}
                choices: [{id: room, text: {en: Room}}, {id: noise, text: {en: Noise}}]
                branch:
                  - {of: how, score-at-most: 1, and: [{chose: [noise]}], to: again}
                  - to: stars
              - id: again
                ask: yes-no
                text: {en: Again?}
                branch: [{said: yes, to: likely}, {to: thanks}]
              - {id: stars, ask: stars, text: {en: Stars?}, lowest: {en: low}, highest: {en: high}, branch: [{to: likely}]}
              - {id: likely, ask: recommend, text: {en: Likely?}, branch: [{score-at-least: 0, to: somebody}]}
              - {id: somebody, ask: somebody-now, text: {en: Now?}, branch: [{said: no, to: words}]}
              - {id: words, ask: comment, text: {en: Words?}, branch: [{to: reach}]}
              - id: reach
                ask: contact
                text: {en: Reach?}
                by: [email, phone]
                consents: [{id: reply, text: {en: To answer me}}]
            """;

    private static Map<String, Answer> answers(int how, Set<String> what, boolean again) {
        return Map.of("how", new Answer.Score(how), "what", new Answer.Choices(what), "again", new Answer.YesNo(again));
    }

    private static Map<String, Answer> scored(String question, int score) {
        return Map.of(question, new Answer.Score(score));
    }

    private static Arguments of(String what, String from, String to, String problem) {
        return Arguments.of(what, from, to, problem);
    }

    private static String faces(String id, String more) {
        String how = GOOD.substring(GOOD.indexOf("  - id: how"), GOOD.indexOf("    branch:"));
        return how.replace("id: how", "id: " + id) + more;
    }

    private Survey read(String yaml) throws IOException {
        return SurveyFile.read(write(yaml), SPOKEN, ALL_DRAWN);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("survey.yaml"), yaml);
    }
}
