package org.amends.kiosk.devices.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every reader does, whatever it hangs on. */
abstract class CardReaderContract {

    /** Time enough on a host that is busy with other things. */
    static final Duration SOON = Duration.ofSeconds(15);
    private static final String ONE = "04112233445566";
    private static final String OTHER = "04AABBCCDDEEFF";

    final HeardEvents heard = new HeardEvents();

    /** A reader that was started and is ready. */
    abstract CardReader reader() throws Exception;

    /** Holds a card there on which a text stands. */
    abstract void hold(String uid, String text) throws Exception;

    abstract void takeAway(String uid) throws Exception;

    /** Takes away what the reader cannot do without, and gives it back. */
    abstract void fail() throws Exception;

    abstract void mend() throws Exception;

    @Test
    void a_card_is_told_once_as_long_as_it_lies_there_and_again_when_it_comes_back() throws Exception {
        try (CardReader _ = reader()) {
            hold(ONE, "one");
            assertThat(heard.wasRead(ONE, SOON)).isTrue();
            takeAway(ONE);
            assertThat(heard.times(ONE)).isEqualTo(1);
            assertThat(awayAndBack(ONE)).isEqualTo(2);
        }
    }

    private long awayAndBack(String uid) throws Exception {
        for (int i = 0; i < 3 && heard.times(uid) < 2; i++) {
            // Nothing tells that it is gone but time: as long as a person takes who comes again.
            Thread.sleep(1700);
            hold(uid, "one");
            heard.was(_ -> heard.times(uid) == 2, SOON);
            takeAway(uid);
        }
        return heard.times(uid);
    }

    @Test
    void its_uid_and_its_words_are_told_and_neither_stands_in_what_is_logged() throws Exception {
        try (CardReader _ = reader()) {
            hold(ONE, "a word");
            assertThat(heard.wasRead(ONE, SOON)).isTrue();
            takeAway(ONE);
            Optional<CardEvent.Read> read = heard.all().stream().filter(CardEvent.Read.class::isInstance)
                    .map(CardEvent.Read.class::cast).findFirst();
            assertThat(read.orElseThrow().card().records().getFirst().text()).contains("a word");
            assertThat(read.toString()).doesNotContain(ONE, "a word");
        }
    }

    @Test
    void what_it_cannot_do_without_goes_and_it_says_so_and_comes_back_by_itself_and_reads() throws Exception {
        try (CardReader reader = reader()) {
            fail();
            assertThat(heard.was(event -> event instanceof CardEvent.Changed changed && !changed.state().isReady(), SOON))
                    .isTrue();
            assertThat(reader.states().values()).noneMatch(ReaderState::isReady);
            mend();
            hold(OTHER, "again");
            assertThat(heard.wasRead(OTHER, SOON)).isTrue();
            assertThat(reader.states().values()).allMatch(ReaderState::isReady);
            takeAway(OTHER);
        }
    }

    @Test
    void closed_it_leaves_no_thread_and_tells_nothing() throws Exception {
        int before;
        try (CardReader _ = reader()) {
            hold(ONE, "one");
            heard.wasRead(ONE, SOON);
        }
        before = heard.all().size();
        assertThat(CardStorm.traces()).noneMatch(name -> name.startsWith("card "));
        takeAway(ONE);
        assertThat(heard.all()).hasSize(before);
    }
}
