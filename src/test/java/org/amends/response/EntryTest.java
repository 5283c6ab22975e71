package org.amends.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EntryTest {

    private static final UUID ID = new UUID(1, 2);
    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
    private static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");
    private static final Optional<Uptime> UP = Optional.of(new Uptime("boot", 5));
    private static final Content LEFT = new Content.Left("stay");

    @Test
    void every_part_may_be_as_long_as_its_limit() {
        assertThat(new Entry(ID, ID, AT, UP, new Touchpoint("s".repeat(80), "t".repeat(80)),
                "s".repeat(64), "l".repeat(64), LEFT).content()).isEqualTo(LEFT);
        assertThat(new Content.Rating("q".repeat(64), 10, 10).score()).isEqualTo(10);
        assertThat(new Content.Reason("q", "c".repeat(64), "l".repeat(200)).label()).hasSize(200);
        assertThat(new Content.Comment("q", "c".repeat(2000)).text()).hasSize(2000);
    }

    @Test
    void an_entry_that_lands_in_a_log_by_mistake_does_not_take_the_guests_words_there() {
        assertThat(new Entry(ID, ID, AT, UP, PLACE, "s", "en", new Content.Comment("why", "Mould on the wall")))
                .asString().contains("why", "Harbour Hotel").doesNotContain("Mould");
        assertThat(new Content.Card("reach", "04A1B2C3", List.of(new Content.Consent("reply", "To answer me"))))
                .asString().contains("reach").doesNotContain("A1B2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_part_that_is_missing_or_out_of_its_limits_is_named_without_its_words(String message, ThrowingCallable made) {
        assertThatIllegalArgumentException().isThrownBy(made).withMessage(message);
    }

    static Stream<Arguments> a_part_that_is_missing_or_out_of_its_limits_is_named_without_its_words() {
        return Stream.of(of("id is missing", () -> new Entry(null, ID, AT, UP, PLACE, "s", "en", LEFT)),
                of("response is missing", () -> new Entry(ID, null, AT, UP, PLACE, "s", "en", LEFT)),
                of("at is missing", () -> new Entry(ID, ID, null, UP, PLACE, "s", "en", LEFT)),
                of("touchpoint is missing", () -> new Entry(ID, ID, AT, UP, null, "s", "en", LEFT)),
                of("boot must have 1 to 64 characters, not none", () -> new Uptime(null, 1)),
                of("millis must be from 0 to 3162240000000, not -1", () -> new Uptime("boot", -1)),
                of("millis must be from 0 to 3162240000000, not 3162240000001",
                        () -> new Uptime("boot", Uptime.LONGEST + 1)),
                of("content is missing", () -> new Entry(ID, ID, AT, UP, PLACE, "s", "en", null)),
                of("survey must have 1 to 64 characters, not none",
                        () -> new Entry(ID, ID, AT, UP, PLACE, null, "en", LEFT)),
                of("survey must have 1 to 64 characters, not 65",
                        () -> new Entry(ID, ID, AT, UP, PLACE, "s".repeat(65), "en", LEFT)),
                of("language must have 1 to 64 characters, not only white space",
                        () -> new Entry(ID, ID, AT, UP, PLACE, "s", "  ", LEFT)),
                of("site must have 1 to 80 characters, not 81", () -> new Touchpoint("s".repeat(81), "Reception")),
                of("touchpoint must have 1 to 80 characters, not none", () -> new Touchpoint("Harbour Hotel", null)),
                of("best must be from 2 to 10, not 1", () -> new Content.Rating("q", 1, 1)),
                of("best must be from 2 to 10, not 11", () -> new Content.Rating("q", 1, 11)),
                of("score must be from 1 to 4, not 0", () -> new Content.Rating("q", 0, 4)),
                of("score must be from 1 to 4, not 5", () -> new Content.Rating("q", 5, 4)),
                of("choice must have 1 to 64 characters, not 65", () -> new Content.Reason("q", "c".repeat(65), "l")),
                of("label must have 1 to 200 characters, not 201", () -> new Content.Reason("q", "c", "l".repeat(201))),
                of("text must have 1 to 2000 characters, not 2001", () -> new Content.Comment("q", "c".repeat(2001))),
                of("text must have 1 to 2000 characters, not only white space", () -> new Content.Comment("q", " \n\t")),
                of("text must not hold the character U+0000", () -> new Content.Comment("q", "secret\0")),
                of("uid must have 8 to 20 hexadecimal digits, two for each byte",
                        () -> new Content.Card("q", "04a1b2c3", List.of(new Content.Consent("c", "w")))),
                of("uid must have 8 to 20 hexadecimal digits, two for each byte",
                        () -> new Content.Card("q", "04A1B2C3D", List.of(new Content.Consent("c", "w")))),
                of("the number of consents must be from 1 to 10, not 0",
                        () -> new Content.Card("q", "04A1B2C3", List.of())),
                of("badge must have 43 to 43 characters of base64url without padding",
                        () -> new Content.StaffStep("q", "04A1B2C3", Content.StaffStep.Step.HERE)),
                of("step is missing", () -> new Content.StaffStep("q", "A".repeat(43), null)),
                of("badge must have 1 to 80 characters, not 81", () -> new Content.StaffNear("q", "b".repeat(81))),
                of("question must have 1 to 64 characters, not none", () -> new Content.Left(null)));
    }

    private static Arguments of(String message, ThrowingCallable made) {
        return Arguments.of(message, made);
    }
}
