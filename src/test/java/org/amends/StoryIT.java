package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.amends.testbed.GuestStory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The three ends that a story can have; each of its steps fails by itself. */
@Timeout(300)
class StoryIT {

    @TempDir
    private Path folder;
    private GuestStory story;

    @BeforeEach
    void opens() throws IOException {
        story = new GuestStory(folder);
    }

    @AfterEach
    void closes() {
        story.close();
    }

    @Test
    void a_guest_is_heard_answered_and_won_back_and_others_read_what_was_done() throws Exception {
        story.aGuestIsWonBack();
        assertThat(story.steps()).hasSize(12);
    }

    @Test
    void a_guest_who_is_not_content_yet_is_given_to_somebody_else() throws Exception {
        story.aGuestIsGivenToSomebodyElse();
    }

    @Test
    void a_guest_who_never_answers_counts_as_silent() throws Exception {
        story.aGuestIsNotHeardOfAgain();
    }
}
