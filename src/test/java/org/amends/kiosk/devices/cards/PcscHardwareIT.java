package org.amends.kiosk.devices.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.amends.testbed.Pcscd;
import org.amends.testbed.VirtualCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cards through the real middleware: pcscd and its virtual reader. */
class PcscHardwareIT extends CardReaderContract {

    private static final String NAME = "Virtual PCD 00 00";
    private static final String BESIDE = "Virtual PCD 00 01";
    private static final byte[] UID = HexFormat.of().parseHex("04112233445566");

    private final Map<String, VirtualCard> held = new HashMap<>();
    private final Pcscd pcscd;

    PcscHardwareIT() throws Exception {
        pcscd = Pcscd.here();
    }

    @AfterEach
    void off() throws Exception {
        held.values().forEach(VirtualCard::close);
        pcscd.close();
    }

    @Override
    CardReader reader() throws Exception {
        pcscd.start();
        CardReader reader = new PcscReaders();
        reader.start(heard);
        awaits(NAME, ReaderState.Kind.READY);
        return reader;
    }

    @Override
    void hold(String uid, String text) {
        held.put(uid, VirtualCard.held(pcscd.port(), HexFormat.of().parseHex(uid), CardStorm.text(text), false));
    }

    @Override
    void takeAway(String uid) {
        held.remove(uid).close();
    }

    @Override
    void fail() {
        pcscd.kill();
    }

    @Override
    void mend() throws Exception {
        pcscd.start();
    }

    private void awaits(String reader, ReaderState.Kind kind) throws Exception {
        assertThat(heard.was(event -> event instanceof CardEvent.Changed changed && changed.reader().equals(reader)
                && changed.state().kind() == kind, SOON))
                .as("%s is %s; heard %s; pcscd: %s", reader, kind, heard.all(), pcscd.words()).isTrue();
    }

    @Test
    void a_reader_that_hangs_in_a_card_is_told_to_and_reads_the_next_one() throws Exception {
        try (CardReader reader = reader()) {
            VirtualCard silent = VirtualCard.goingSilent(pcscd.port(), UID, 1);
            awaits(NAME, ReaderState.Kind.HUNG);
            assertThat(reader.states().get(NAME).words()).contains("unplug it and plug it in again");
            silent.close();
            hold("04AABBCCDDEEFF", "next");
            assertThat(heard.wasRead("04AABBCCDDEEFF", SOON)).isTrue();
            assertThat(heard.times("04112233445566")).isZero();
            assertThat(heard.was(_ -> readyAgain(), SOON)).isTrue();
        }
    }

    @Test
    void one_reader_that_hangs_is_told_to_while_the_one_beside_it_reads_on() throws Exception {
        try (CardReader reader = reader()) {
            awaits(BESIDE, ReaderState.Kind.READY);
            VirtualCard silent = VirtualCard.goingSilent(pcscd.port(), UID, 1);
            awaits(NAME, ReaderState.Kind.HUNG);
            assertThat(reader.states().get(BESIDE)).isEqualTo(ReaderState.READY);
            try (VirtualCard _ = VirtualCard.held(pcscd.port() + 1, HexFormat.of().parseHex("04AABBCCDDEEFF"),
                    CardStorm.text("beside"), false)) {
                assertThat(heard.wasRead("04AABBCCDDEEFF", SOON)).as("heard %s", heard.all()).isTrue();
                assertThat(reader.states().get(NAME).kind()).as("heard %s", heard.all())
                        .isEqualTo(ReaderState.Kind.HUNG);
            }
            silent.close();
            assertThat(heard.was(_ -> readyAgain(), SOON)).isTrue();
        }
    }

    /** What was told of it last. */
    private boolean readyAgain() {
        return heard.all().reversed().stream().filter(CardEvent.Changed.class::isInstance)
                .map(CardEvent.Changed.class::cast)
                .findFirst().orElseThrow().state().isReady();
    }

    @Test
    void a_daemon_that_hangs_is_told_to_and_reads_when_it_goes_on() throws Exception {
        try (CardReader _ = reader()) {
            pcscd.signal("STOP");
            awaits(PcscReaders.NAME, ReaderState.Kind.HUNG);
            pcscd.signal("CONT");
            hold("04AABBCCDDEEFF", "next");
            assertThat(heard.wasRead("04AABBCCDDEEFF", SOON)).isTrue();
        }
    }

    @Test
    void a_card_that_lies_there_while_the_daemon_restarts_is_read_again_and_not_told_again() throws Exception {
        try (CardReader _ = reader()) {
            hold("04112233445566", "still");
            assertThat(heard.wasRead("04112233445566", SOON)).isTrue();
            pcscd.kill();
            pcscd.start();
            awaitSecondReading("04112233445566");
            takeAway("04112233445566");
            assertThat(heard.times("04112233445566")).isEqualTo(1);
        }
    }

    /** Until it was read once more, and what comes of that was told. */
    private void awaitSecondReading(String uid) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (held.get(uid).readings() < 2 && System.nanoTime() < end) {
            Thread.sleep(50); // a reading ends without telling anybody here
        }
        assertThat(held.get(uid).readings()).isGreaterThan(1);
        assertThat(CardStorm.settled()).isTrue();
    }

    @Test
    void before_the_daemon_runs_the_state_says_how_to_start_it() throws Exception {
        try (CardReader reader = new PcscReaders()) {
            reader.start(heard);
            awaits(PcscReaders.NAME, ReaderState.Kind.NO_MIDDLEWARE);
            assertThat(reader.states().get(PcscReaders.NAME).words())
                    .isEqualTo(
                            "SCardEstablishContext: pcscd is not running (0x8010001d); start it with: systemctl start pcscd");
            pcscd.start();
            hold("04AABBCCDDEEFF", "first");
            assertThat(heard.wasRead("04AABBCCDDEEFF", SOON)).isTrue();
        }
    }

    @Test
    void a_reader_that_goes_is_told_and_when_it_is_back_it_reads() throws Exception {
        try (CardReader reader = reader()) {
            pcscd.kill();
            pcscd.unplug();
            pcscd.start();
            awaits(NAME, ReaderState.Kind.UNPLUGGED);
            awaits(PcscReaders.NAME, ReaderState.Kind.UNPLUGGED);
            assertThat(reader.states()).containsOnlyKeys(PcscReaders.NAME);
            pcscd.kill();
            pcscd.plugIn();
            pcscd.start();
            hold("04AABBCCDDEEFF", "next");
            assertThat(heard.wasRead("04AABBCCDDEEFF", SOON)).isTrue();
            assertThat(reader.states()).containsKey(NAME).doesNotContainKey(PcscReaders.NAME);
        }
    }

    @Test
    void cards_torn_away_at_random_moments_are_each_read_once_or_not_at_all_while_the_daemon_dies_and_comes_back()
            throws Exception {
        CardStorm.Outcome outcome = CardStorm.rage(60, 2, 1);

        assertThat(outcome.astray()).isEmpty();
        assertThat(outcome.read()).isEqualTo(outcome.complete());
        assertThat(outcome.complete()).isGreaterThan(outcome.presented() / 4);
        assertThat(outcome.doubled()).isZero();
        assertThat(outcome.torn()).isZero();
        assertThat(outcome.recoveryMillis()).isLessThan(5000);
        assertThat(outcome.left()).isEmpty();
    }
}
