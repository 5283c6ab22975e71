package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.recovery.SavedAnswer;
import org.amends.hub.recovery.SavedAnswers;
import org.amends.hub.staff.Staff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What staff say again and again. */
class SavedAnswersTest extends StaffedHub {

    @Test
    void an_answer_is_saved_changed_and_taken_away() {
        assertThat(mara.page("/answers")).contains("No saved answer");
        assertThat(save(0, 0, "apology", "en", "We are sorry.\r\n<b>Truly</b>.").statusCode()).isEqualTo(303);
        assertThat(mara.page("/answers")).contains("Apology", "We are sorry.\n&lt;b&gt;Truly&lt;/b&gt;.", "/answers/1");
        assertThat(mara.page("/answers/1")).contains("name=\"version\" value=\"1\"", "value=\"apology\" selected");
        save(1, 1, "what-next", "de-AT", "Wir rufen Sie an.");
        assertThat(mara.page("/answers")).contains("What happens next", "de-AT", "Wir rufen Sie an.")
                .doesNotContain("sorry");
        assertThat(mara.press("/answers/1/delete", Map.of("version", "2")).statusCode()).isEqualTo(303);
        assertThat(mara.page("/answers")).contains("No saved answer");
        assertThat(mara.press("/answers/1/delete", Map.of("version", "2")).statusCode()).as("gone is gone").isEqualTo(303);
        assertThat(mara.get("/answers/1").statusCode()).isEqualTo(404);
    }

    @Test
    void one_press_puts_an_answer_into_the_note_and_the_guests_language_comes_first() {
        save(0, 0, "thanks", "de", "Danke.");
        save(0, 0, "thanks", "en", "Thank you.");
        save(0, 0, "apology", "en-GB", "We are <sorry>.");
        hub.send(hub.batch(terminal.token(), Guest.at("Gate B7", hub.clock.instant()).rates(1)));
        TestHub.until(() -> mara.page("/inbox"), "Gate B7");

        String page = mara.page("/cases/1?view=mine");
        assertThat(page).containsSubsequence("Thank you.", "We are &lt;sorry&gt;.", "Danke.")
                .contains("href=\"/cases/1?view=mine&amp;answer=3#remark\"")
                .doesNotContain(">We are &lt;sorry&gt;.</textarea>");
        assertThat(mara.page("/cases/1?view=mine&answer=3")).contains(">We are &lt;sorry&gt;.</textarea>");
        assertThat(mara.page("/cases/1?view=mine&answer=9")).contains("dir=\"auto\"></textarea>");
        assertThat(mara.page("/cases/1")).as("opening it kept nothing").doesNotContain("Noted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "apology | en | '' | This must have 1 to 500 characters",
            "apology | en | '  ' | This must have 1 to 500 characters",
            "apology | en | LONG | This must have 1 to 500 characters",
            "apology | en | 'back\u202Ewards' | turn words round",
            "apology | en | 'bell\u0007' | cannot be seen",
            "excuse  | en | 'Words' | Choose one of the list",
            "''      | en | 'Words' | Choose one of the list",
            "apology | english, please | 'Words' | This must be language codes",
            "apology | '\"><script>' | 'Words' | This must be language codes"})
    void what_cannot_be_an_answer_is_shown_again_with_what_is_allowed(String kind, String language, String words,
            String allowed) {
        HttpResponse<byte[]> answer = save(0, 0, kind, language, words.equals("LONG") ? "x".repeat(501) : words);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(TestHub.text(answer)).contains(allowed).doesNotContain("<script>");
        assertThat(mara.page("/answers")).contains("No saved answer");
    }

    @Test
    void whoever_comes_second_with_an_older_one_is_told_and_loses_nothing() {
        save(0, 0, "apology", "en", "Sorry.");
        save(1, 1, "apology", "en", "We are sorry.");
        HttpResponse<byte[]> second = save(1, 1, "apology", "en", "My words");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(second)).contains("Changed by Mara Berg at 12:00", "We are sorry.", ">My words</textarea>",
                "name=\"version\" value=\"2\"");
        assertThat(mara.press("/answers/1/delete", Map.of("version", "1")).statusCode()).isEqualTo(409);
        mara.press("/answers/1/delete", Map.of("version", "2"));
        HttpResponse<byte[]> gone = save(1, 2, "apology", "en", "My words");
        assertThat(TestHub.text(gone)).contains("Somebody else has deleted this", "name=\"id\" value=\"0\"", ">My words<");
    }

    @Test
    void there_is_an_end_to_how_many_and_nobody_saves_any_without_signing_in() {
        SavedAnswers answers = new SavedAnswers(hub.database(), hub.clock);
        SavedAnswer one = new SavedAnswer(0, 0, SavedAnswer.Kind.THANKS, "en", "Thank you.", Optional.empty());
        for (int i = 0; i < SavedAnswers.MOST; i++) {
            assertThat(answers.save(one, new Staff("jonas", "Jonas Vale"))).isEqualTo(SavedAnswers.Outcome.DONE);
        }
        HttpResponse<byte[]> more = save(0, 0, "thanks", "en", "One more");
        assertThat(more.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(more)).contains("There are 200 saved answers already", ">One more<");
        for (String path : List.of("/answers", "/answers/new", "/answers/1")) {
            assertThat(hub.browser().get(path).headers().firstValue("Location").orElse("")).startsWith("/sign-in");
        }
        assertThat(mara.post("/answers/save", Map.of("kind", "thanks", "language", "en", "words", "x")).statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<byte[]> save(long id, long version, String kind, String language, String words) {
        return mara.press("/answers/save",
                Map.of("id", String.valueOf(id), "version", String.valueOf(version), "kind", kind,
                        "language", language, "words", words));
    }
}
