package org.amends.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.response.Uptime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One entry as text: what is committed, sent and repeated to the letter. */
class WireTest {

    /** What a guest may write, and what must never stand in a message to others. */
    static final String WORDS = "Mould in 412, call Ms Reyes";

    @Test
    void version_1_is_written_to_the_letter_like_this() {
        assertThat(Wire.text(entry(new Content.Rating("stay", 1, 4)))).isEqualTo("{\"id\":"
                + "\"01234567-89ab-7def-8123-456789abcdef\","
                + "\"response\":\"01234567-89ab-7def-8123-456789abcdee\",\"at\":\"2026-11-20T12:00:00.123456789Z\","
                + "\"uptime\":{\"boot\":\"b\",\"millis\":7},"
                + "\"touchpoint\":{\"site\":\"Harbour Hotel\",\"name\":\"Reception\"},\"survey\":\"stay\","
                + "\"language\":\"de\",\"content\":{\"kind\":\"rating\",\"question\":\"stay\",\"score\":1,\"best\":4}}");
    }

    @ParameterizedTest
    @MethodSource
    void a_text_comes_back_as_the_entry_and_the_entry_as_the_same_text(Content content) {
        Entry entry = entry(content);
        String text = Wire.text(entry);

        assertThat(Wire.entry(text)).isEqualTo(entry);
        assertThat(Wire.text(Wire.entry(text))).isEqualTo(text);
        assertThat(text).doesNotContain("\n");
    }

    static Stream<Content> a_text_comes_back_as_the_entry_and_the_entry_as_the_same_text() {
        return Stream.of(new Content.Rating("stay", 4, 4), new Content.Reason("why", "noise", "Noise"),
                new Content.Left("why"), new Content.Sealed("why", "contact", "k-7Q4MZK2A", "Ab_-".repeat(5000)),
                new Content.Card("reach", "04A1B2C3D4E5F6", List.of(new Content.Consent("reply", "To answer me"))),
                new Content.StaffNear("stay", "Ms Reyes"),
                new Content.StaffStep("staff-badge", "A".repeat(43), Content.StaffStep.Step.HELP),
                new Content.Comment("why", "Ça va? \"שלום\" 🙂 </script>\r\n\t<b>\\u0041 \u2028\u202E"),
                new Content.Comment("why", "'; DROP TABLE entry; --"), new Content.Comment("why", "\u0001\u001F\u007F"),
                new Content.Comment("why", "x".repeat(2000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T12:00:00Z", "2026-11-20T12:00:00.100Z", "1970-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z", "2024-02-29T23:59:59.000001Z", "2026-11-20T12:00:00.000000007Z"})
    void a_moment_is_kept_to_the_nanosecond(Instant at) {
        Entry entry = new Entry(new UUID(1, 2), new UUID(3, 4), at, Optional.empty(), new Touchpoint("s", "t"), "s", "en",
                new Content.Left("q"));

        assertThat(Wire.entry(Wire.text(entry)).at()).isEqualTo(at);
    }

    @ParameterizedTest(name = "{0}: {1} => {2}")
    @MethodSource
    void what_is_not_of_the_agreed_form_is_refused_and_the_place_named_without_the_guests_words(String what, String from,
            String to, String reason) {
        String text = Wire.text(entry(new Content.Comment("why", WORDS)));
        assertThat(text).contains(from);

        assertThatIllegalArgumentException().isThrownBy(() -> Wire.entry(text.replace(from, to)))
                .extracting(Throwable::getMessage).asString()
                .contains(reason).doesNotContain("Mould").doesNotContain("org.amends").doesNotContain("\n")
                .doesNotContain("Source");
    }

    static Stream<Arguments> what_is_not_of_the_agreed_form_is_refused_and_the_place_named_without_the_guests_words() {
        String words = "\"" + WORDS + "\"";
        return Stream.of(of("an unknown kind", "\"comment\"", "\"shout\"", "content"),
                of("words for a kind", "\"comment\"", words, "content"),
                of("no kind", "\"kind\":\"comment\",", "", "content"),
                of("a kind of another entry", "\"comment\"", "\"rating\"", "content"),
                of("a box of nothing", "\"kind\":\"comment\",\"question\":\"why\",\"text\":" + words,
                        "\"kind\":\"sealed\",\"question\":\"why\",\"what\":\"comment\",\"key\":\"k\",\"box\":\"AAAA\"",
                        "box must have 64 to 20000 characters of base64url"),
                of("a box of words", "\"kind\":\"comment\",\"question\":\"why\",\"text\":" + words,
                        "\"kind\":\"sealed\",\"question\":\"why\",\"what\":\"comment\",\"key\":\"k\",\"box\":\""
                                + WORDS.repeat(3) + "\"",
                        "box must have 64 to 20000 characters of base64url"),
                of("a box of what may not be sealed", "\"kind\":\"comment\",\"question\":\"why\",\"text\":" + words,
                        "\"kind\":\"sealed\",\"question\":\"why\",\"what\":\"rating\",\"key\":\"k\",\"box\":\""
                                + "A".repeat(64) + "\"",
                        "what must be one of comment, contact, card"),
                of("a field twice", "\"survey\":", "\"survey\":\"x\",\"survey\":", "line 1"),
                of("a text for a number", "\"millis\":7", "\"millis\":\"7\"", "uptime.millis: is missing or of the wrong"),
                of("a fraction for a number", "\"millis\":7", "\"millis\":7.5", "millis"),
                of("no number", "\"millis\":7", "\"millis\":null", "millis"),
                of("a number out of range", "\"millis\":7", "\"millis\":9007199254740992", "millis must be from 0"),
                of("a number beyond any", "\"millis\":7", "\"millis\":99999999999999999999", "line 1"),
                of("a number without end", "\"millis\":7", "\"millis\":" + "9".repeat(5000), ""),
                of("a number that would fill the memory", "\"millis\":7", "\"millis\":1e999999999", "millis"),
                of("a number for a moment", "\"at\":\"2026-11-20T12:00:00.123456789Z\"", "\"at\":1", "at: "),
                of("words for a moment", "2026-11-20T12:00:00.123456789Z", WORDS, "at: is missing or of the wrong type"),
                of("words for an id", "01234567-89ab-7def-8123-456789abcdef", WORDS, "id: is missing or of the wrong type"),
                of("a number for a text", words, "412", "content.text: is missing or of the wrong type"),
                of("a list for a text", words, "[" + words + "]", "content.text: is missing or of the wrong type"),
                of("a block for a text", words, "{" + words + ":1}", "content.text: is missing or of the wrong type"),
                of("a text too long", words, "\"" + WORDS.repeat(100) + "\"",
                        "text must have 1 to 2000 characters, not 2700"),
                of("a text beyond any", words, "\"" + WORDS.repeat(4000) + "\"", ""),
                of("no text", words, "null", "text must have 1 to 2000 characters, not none"),
                of("nothing where a place belongs", "{\"site\":\"Harbour Hotel\",\"name\":\"Reception\"}", "null",
                        "touchpoint is missing"),
                of("a tower", words, "[".repeat(5000), "content.text"),
                of("an open end", words + "}}", words, "line 1"),
                of("more behind the end", words + "}}", words + "}}{}", "line 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "7", "\"text\"", "{", "nonsense", "\u0000"})
    void what_is_no_entry_at_all_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Wire.entry(text));
    }

    @Test
    void a_problem_a_pairing_and_receipts_come_back_as_they_went() {
        List<Object> messages = List.of(
                new Problem(Wire.PROBLEM_TYPE_PREFIX + "entries", "Entries refused", 422, "One of two",
                        List.of(new Problem.RefusedEntry(1, "score"))),
                new Problem("urn:x", "Not now", 503, "Later", List.of()),
                new Receipts(List.of(new Receipt(new UUID(1, 2), Receipt.Outcome.STORED),
                        new Receipt(new UUID(3, 4), Receipt.Outcome.REPEATED)), new Mark(3, 4, 5)),
                new Mark(1, 0, 1_700_000_000_000L),
                new Pairing.Request("ABCD-EFGH", new Touchpoint("s", "t")), new Pairing.Answer("t1", "secret"),
                new Pairing.Request("ABCD-EFGH", new Touchpoint("s", "t"), Optional.of("hash")),
                new Pairing.Answer("t1", "secret", Optional.of("ca"), Optional.of("key"),
                        Optional.of(new SealingKey("k", "public"))),
                new Pairing.NewToken("secret"),
                new Downlink.Answer(List.of(new Downlink.Signed("{\"number\":1}", "signature")), List.of()));

        assertThat(messages).allSatisfy(
                message -> assertThat(Wire.read(Wire.json(message), message.getClass()).orElseThrow()).isEqualTo(message));
    }

    @Test
    void what_a_newer_hub_says_more_is_passed_over() {
        String answer = "{\"receipts\":[{\"id\":\"00000000-0000-0001-0000-000000000002\",\"outcome\":\"stored\",\"more\":1}],"
                + "\"mark\":{\"epoch\":7,\"complete\":2,\"at\":5,\"more\":1},\"more\":7}";

        assertThat(Wire.read(answer.getBytes(StandardCharsets.UTF_8), Receipts.class))
                .contains(new Receipts(List.of(new Receipt(new UUID(1, 2), Receipt.Outcome.STORED)), new Mark(7, 2, 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in</html>", "", "null", "[]", "{\"receipts\":7}", "{\"receipts\":[null]}",
            "{\"receipts\":[{\"id\":\"x\",\"outcome\":\"stored\"}]}",
            "{\"receipts\":[{\"id\":\"00000000-0000-0001-0000-000000000002\",\"outcome\":\"perhaps\"}]}",
            "{\"receipts\":[{\"id\":\"00000000-0000-0001-0000-000000000002\",\"outcome\":0}]}", "{\"receipts\":[]"})
    void what_a_network_may_put_in_place_of_receipts_is_none(String answer) {
        assertThat(Wire.read(answer.getBytes(StandardCharsets.UTF_8), Receipts.class)).isEmpty();
    }

    @Test
    void a_token_stands_in_no_text_but_the_one_that_travels() {
        Pairing.Answer answer = new Pairing.Answer("t1", "secret");

        assertThat(answer.toString()).doesNotContain("secret").contains("t1");
        assertThat(new String(Wire.json(answer), StandardCharsets.UTF_8)).contains("secret");
    }

    static Entry entry(Content content) {
        return new Entry(UUID.fromString("01234567-89ab-7def-8123-456789abcdef"),
                UUID.fromString("01234567-89ab-7def-8123-456789abcdee"), Instant.parse("2026-11-20T12:00:00.123456789Z"),
                Optional.of(new Uptime("b", 7)),
                new Touchpoint("Harbour Hotel", "Reception"), "stay", "de", content);
    }

    private static Arguments of(String what, String from, String to, String reason) {
        return Arguments.of(what, from, to, reason);
    }
}
