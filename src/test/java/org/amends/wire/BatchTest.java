package org.amends.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.amends.response.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    private static final String RATING = Wire.text(WireTest.entry(new Content.Rating("stay", 1, 4)));
    private static final String COMMENT = Wire.text(WireTest.entry(new Content.Comment("why", WireTest.WORDS)));

    @Test
    void a_batch_brings_every_entry_with_the_very_text_that_was_sent() throws BatchRefused {
        String odd = Wire.text(WireTest.entry(new Content.Comment("why", "Ça \"שלום\" 🙂 \u2028 </b>\n")));

        List<Wire.Received> received = Wire.batch(bytes(Wire.batch(List.of(RATING, odd))));

        assertThat(received).extracting(Wire.Received::text).containsExactly(RATING, odd);
        assertThat(received).extracting(Wire.Received::entry).containsExactly(Wire.entry(RATING), Wire.entry(odd));
    }

    @Test
    void the_fullest_batch_with_the_longest_comments_fits_what_may_travel() throws BatchRefused {
        String longest = Wire.text(WireTest.entry(new Content.Comment("why", "🙂".repeat(1000))));

        byte[] batch = bytes(Wire.batch(Collections.nCopies(Wire.MOST_ENTRIES, longest)));

        assertThat(batch.length).isLessThan(Wire.MOST_PLAIN_BYTES);
        assertThat(Wire.batch(batch)).hasSize(Wire.MOST_ENTRIES);
    }

    @Test
    void entries_at_fault_are_named_by_their_place_and_none_of_the_batch_is_read() {
        BatchRefused refused = refused(Wire.batch(List.of(RATING, RATING.replace("\"score\":1", "\"score\":9"), COMMENT,
                COMMENT.replace("comment", "shout"), "null", "7")));

        assertThat(refused).hasMessage("4 of 6 entries are not of the agreed form; nothing was stored.");
        assertThat(refused.entries()).extracting(Problem.RefusedEntry::index).containsExactly(1, 3, 4, 5);
        assertThat(refused.entries().getFirst().reason()).contains("score must be from 1 to 4, not 9");
        assertThat(refused.entries()).allSatisfy(
                entry -> assertThat(entry.reason()).isNotBlank().doesNotContain("Mould", "org.amends", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"entries\":null}", "{\"entries\":{}}", "{\"entries\":7}",
            "{\"entries\":[],\"more\":1}", "{\"entries\":[]", "{\"entries\":[]}{}", "{\"entries\":[],\"entries\":[]}",
            "Mould in 412", "{\"entries\":[\"Mould", "\u0000"})
    void what_is_no_batch_is_refused_as_a_whole_without_its_words(String body) {
        BatchRefused refused = refused(body);

        assertThat(refused.entries()).isEmpty();
        assertThat(refused.getMessage()).isNotBlank().doesNotContain("Mould", "org.amends", "\n");
    }

    @Test
    void a_batch_of_none_of_too_many_or_too_deep_is_refused_as_a_whole() {
        assertThat(refused("{\"entries\":[]}")).hasMessage("A batch has 1 to 500 entries, not 0.");
        assertThat(refused(Wire.batch(Collections.nCopies(501, RATING))))
                .hasMessage("A batch has 1 to 500 entries, not 501.");
        assertThat(refused("[".repeat(5000))).hasMessageStartingWith("The body is not JSON");
        assertThat(refused("{\"entries\":[" + "{\"a\":".repeat(20) + "1" + "}".repeat(20) + "]}"))
                .hasMessageStartingWith("The body is not JSON");
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThat(catchThrowableOfType(BatchRefused.class, () -> Wire.batch(new byte[]{'"', (byte) 0xC3, '(', '"'})))
                .isNotNull();
    }

    private static BatchRefused refused(String body) {
        BatchRefused refused = catchThrowableOfType(BatchRefused.class, () -> Wire.batch(bytes(body)));
        assertThat(refused).as(body).isNotNull();
        return refused;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
