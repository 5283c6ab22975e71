package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.amends.response.Content;
import org.junit.jupiter.api.Test;

/** Which responses carry the note that a staff badge was near. */
class StaffNearTest {

    private static final Content FACE = new Content.Rating("stay", 4, 4);
    private static final Content WHY = new Content.Reason("why", "noise", "Noise");

    private final List<String> kept = new ArrayList<>();
    private long now;
    private final StaffNear near = new StaffNear(this::keep, Duration.ofNanos(100), () -> now);

    private CompletionStage<?> keep(UUID response, String survey, String language, Content content) {
        kept.add(response.getLeastSignificantBits() + " "
                + (content instanceof Content.StaffNear badge
                        ? badge.question() + " " + badge.badge()
                        : content.question()));
        return CompletableFuture.completedStage(null);
    }

    private void says(int response, Content content, long at) {
        now = at;
        near.add(new UUID(0, response), "s", "en", content);
    }

    private void badge(long at) {
        now = at;
        near.badge("Ms Reyes");
    }

    @Test
    void a_response_soon_after_a_badge_carries_one_note_however_much_is_said() {
        badge(0);
        says(1, FACE, 100);
        says(1, WHY, 150);

        assertThat(kept).containsExactly("1 stay", "1 stay Ms Reyes", "1 why");
    }

    @Test
    void a_badge_soon_after_a_response_is_noted_on_it_and_held_again_is_not_noted_twice() {
        says(1, FACE, 0);
        badge(100);
        badge(100);

        assertThat(kept).containsExactly("1 stay", "1 stay Ms Reyes");
    }

    @Test
    void a_badge_long_before_or_long_after_is_nobodys_matter() {
        badge(0);
        says(1, FACE, 101);
        badge(202);

        assertThat(kept).containsExactly("1 stay");
    }

    @Test
    void each_response_near_one_badge_carries_its_own_note() {
        badge(0);
        says(1, FACE, 10);
        says(2, FACE, 20);

        assertThat(kept).containsExactly("1 stay", "1 stay Ms Reyes", "2 stay", "2 stay Ms Reyes");
    }

    @Test
    void a_note_that_cannot_be_kept_is_not_the_guests_trouble() {
        StaffNear unpaired = new StaffNear((_, _, _, content) -> {
            if (content instanceof Content.StaffNear) {
                throw new IllegalStateException("no key yet");
            }
            return CompletableFuture.completedStage("kept");
        }, Duration.ofNanos(100), () -> 0);
        unpaired.badge("Ms Reyes");

        assertThat(unpaired.add(new UUID(0, 1), "s", "en", FACE).toCompletableFuture().join()).isEqualTo("kept");
    }
}
