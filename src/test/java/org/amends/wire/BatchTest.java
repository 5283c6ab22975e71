package org.amends.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.response.Content;
import org.amends.testbed.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

    private static final String RATING = Wire.text(WireTest.entry(new Content.Rating("stay", 1, 4)));
    private static final String COMMENT = Wire.text(WireTest.entry(new Content.Comment("why", WireTest.WORDS)));

    @Test
    void a_batch_brings_every_entry_with_the_very_text_that_was_sent() throws BatchRefused {
        String odd = Wire.text(WireTest.entry(new Content.Comment("why", "Ça \"שלום\" 🙂 \u2028 </b>\n")));

        List<Batch.Given> received = given(Wire.batch(bytes(new Story().batch(RATING, odd))));

        assertThat(received).extracting(Batch.Given::text).containsExactly(RATING, odd);
        assertThat(received).extracting(Batch.Given::entry).containsExactly(Wire.entry(RATING), Wire.entry(odd));
    }

    @Test
    void a_body_is_cut_out_byte_by_byte_however_another_program_wrote_it() throws BatchRefused {
        String odd = RATING.replace(",", " ,\n\t").replace("stay", "st\\u0061y \uD83D\uDE42");
        Story story = new Story();

        List<Batch.Given> received = given(Wire.batch(bytes(" " + story.of(story.numbered(odd).replace("\"entry\":",
                "\"entry\" :  ")))));

        assertThat(received).extracting(Batch.Given::text).containsExactly(odd);
        assertThat(received).extracting(Batch.Given::digest).containsExactly(Chain.digest(odd));
    }

    @Test
    void a_batch_brings_its_story_its_boots_and_the_places_of_what_stays_behind() throws BatchRefused {
        UUID story = UUID.randomUUID();
        Batch.Previous previous = new Batch.Previous(UUID.randomUUID(), "forked");
        List<Boot> boots = List.of(new Boot("b1", 7, List.of()),
                new Boot("b2", 9000, List.of(new Boot.Exchange(5, 1_700_000_000_000L, 8))));
        Batch.Withheld place = new Batch.Withheld(7, Chain.start(story), UUID.randomUUID(), Chain.digest("x"),
                "too \"long\"");

        Batch batch = Wire.batch(bytes(Wire.batch(story, Optional.of(previous), boots,
                List.of(Wire.withheld(7, place.link(), place.id(), place.digest(), place.reason())))));

        assertThat(batch).isEqualTo(new Batch(story, Optional.of(previous), boots, List.of(place)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"sequence\":0", "\"sequence\":-1", "\"sequence\":1.5", "\"sequence\":\"1\"",
            "\"sequence\":9007199254740992", "\"sequence\":1e3", "\"sequence\":99999999999999999999999", "\"more\":1"})
    void a_number_that_is_none_is_refused(String wrong) {
        String item = new Story().numbered(RATING);

        assertThat(refused(new Story().of(item.replace("\"sequence\":1", wrong))).entries())
                .extracting(Problem.RefusedEntry::index).containsExactly(0);
    }

    @Test
    void numbers_that_do_not_rise_links_that_are_none_and_boots_out_of_their_limits_are_refused() {
        Story story = new Story();
        String item = story.numbered(RATING);

        assertThat(refused(story.of(item, item)).entries()).extracting(Problem.RefusedEntry::index).containsExactly(1);
        assertThat(refused(story.of(item.replaceFirst("\"link\":\"", "\"link\":\"_")))).isNotNull();
        assertThat(refused(story.of(item.replaceFirst("\"link\":\"[^\"]*", "\"link\":\"")))).isNotNull();
        for (String boots : List.of("null", "7", "[null]", "[{}]", "[{\"boot\":\"\",\"last\":1}]",
                "[{\"boot\":\"b\",\"last\":-1}]", "[{\"boot\":\"b\",\"last\":1,\"exchanges\":[null]}]",
                "[{\"boot\":\"b\",\"last\":1,\"exchanges\":[{\"asked\":2,\"hub\":1,\"answered\":1}]}]")) {
            assertThat(refused(story.of(item).replace("\"boots\":[]", "\"boots\":" + boots)).entries()).as(boots).isEmpty();
        }
    }

    @Test
    void the_fullest_batch_with_the_longest_comments_fits_what_may_travel() throws BatchRefused {
        String longest = Wire.text(WireTest.entry(new Content.Comment("why", "🙂".repeat(1000))));

        Story story = new Story();
        byte[] batch = bytes(story.of(Stream.generate(() -> story.again(longest)).limit(Wire.MOST_ENTRIES)
                .toArray(String[]::new)));

        assertThat(batch.length).isLessThan(Wire.MOST_PLAIN_BYTES);
        assertThat(Wire.batch(batch).items()).hasSize(Wire.MOST_ENTRIES);
    }

    @Test
    void entries_at_fault_are_named_by_their_place_and_none_of_the_batch_is_read() {
        BatchRefused refused = refused(new Story().batch(RATING, RATING.replace("\"score\":1", "\"score\":9"), COMMENT,
                COMMENT.replace("comment", "shout"), "null", "7",
                COMMENT.replace("\"survey\":", "\"mood\":1,\"survey\":"),
                COMMENT.replace("\"question\":", "\"mood\":1,\"question\":")));

        assertThat(refused).hasMessage("6 of 8 entries are not of the agreed form; nothing was stored.");
        assertThat(refused.entries()).extracting(Problem.RefusedEntry::index).containsExactly(1, 3, 4, 5, 6, 7);
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
        Story story = new Story();
        assertThat(refused(story.batch())).hasMessage("A batch has 1 to 500 entries, not 0.");
        assertThat(refused(story.of(Stream.generate(() -> story.again(RATING)).limit(501).toArray(String[]::new))))
                .hasMessage("A batch has 1 to 500 entries, not more.");
        assertThat(refused("[".repeat(5000))).hasMessageStartingWith("The body must be ");
        assertThat(refused("{\"entries\":[" + "{\"a\":".repeat(20) + "1" + "}".repeat(20) + "]}"))
                .hasMessageStartingWith("The body is not a batch");
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThat(catchThrowableOfType(BatchRefused.class, () -> Wire.batch(new byte[]{'"', (byte) 0xC3, '(', '"'})))
                .isNotNull();
    }

    private static List<Batch.Given> given(Batch batch) {
        return batch.items().stream().map(Batch.Given.class::cast).toList();
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
