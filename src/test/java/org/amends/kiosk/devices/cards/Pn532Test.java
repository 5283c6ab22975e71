package org.amends.kiosk.devices.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.amends.kiosk.devices.wires.OnBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PN532 on a real serial line of the kernel, and all that a line may do to what it says. */
class Pn532Test extends CardReaderContract {

    private final EmulatedPn532 chip = new EmulatedPn532(1);

    @AfterEach
    void off() {
        chip.close();
    }

    @Override
    CardReader reader() throws Exception {
        Path port = chip.port();
        CardReader reader = new Pn532Reader("pn532 at " + port, () -> Pn532Uart.open(port));
        reader.start(heard);
        assertThat(heard.was(event -> event instanceof CardEvent.Changed changed && changed.state().isReady(), SOON))
                .isTrue();
        return reader;
    }

    @Override
    void hold(String uid, String text) {
        chip.hold(uid, CardStorm.text(text));
    }

    @Override
    void takeAway(String uid) {
        chip.takeAway(uid);
    }

    @Override
    void fail() {
        chip.dead(true);
    }

    @Override
    void mend() {
        chip.dead(false);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void behind_garbage_half_frames_wrong_checksums_and_silences_the_next_good_card_is_read(long seed) throws Exception {
        try (EmulatedPn532 noisy = new EmulatedPn532(seed);
                CardReader reader = new Pn532Reader("pn532", () -> Pn532Uart.open(noisy.port()))) {
            noisy.noisy(true);
            reader.start(heard);
            for (int i = 0; i < 10; i++) {
                String uid = "0400000000000" + i;
                String text = "card " + i;
                noisy.hold(uid, CardStorm.text(text));
                assertThat(heard.wasRead(uid, Duration.ofSeconds(30))).isTrue();
                assertThat(heard.all()).anyMatch(event -> event instanceof CardEvent.Read read
                        && read.card().uid().equals(uid)
                        && read.card().records().getFirst().text().equals(Optional.of(text)));
                noisy.takeAway(uid);
            }
            noisy.noisy(false);
            noisy.hold("04FFFFFFFFFFFF", CardStorm.text("good"));
            assertThat(heard.wasRead("04FFFFFFFFFFFF", SOON)).isTrue();
            assertThat(noisy.faults()).isGreaterThan(10);
        }
        assertThat(heard.all().stream().filter(CardEvent.Read.class::isInstance)).hasSize(11);
    }

    @Test
    void two_at_once_are_neither_told_then_nor_when_one_of_them_goes() throws Exception {
        chip.hold("04112233445566", CardStorm.text("one"));
        chip.hold("04AABBCCDDEEFF", CardStorm.text("two"));
        try (CardReader _ = reader()) {
            assertThat(heard.was(new CardEvent.NotRead("pn532 at " + chip.port(), CardEvent.Why.SEVERAL)::equals, SOON))
                    .isTrue();
            chip.takeAway("04112233445566");
            chip.awaitLooks(5);
            assertThat(heard.times("04112233445566") + heard.times("04AABBCCDDEEFF")).isZero();
        }
    }

    @Test
    void a_card_torn_away_mid_read_is_not_told_and_is_when_it_is_held_there_again() throws Exception {
        try (CardReader _ = reader()) {
            chip.tearAfter(1);
            chip.hold("04112233445566", CardStorm.text("one"));
            assertThat(heard.was(new CardEvent.NotRead("pn532 at " + chip.port(), CardEvent.Why.TAKEN_AWAY)::equals, SOON))
                    .isTrue();
            assertThat(heard.times("04112233445566")).isZero();
            chip.hold("04112233445566", CardStorm.text("one"));
            assertThat(heard.wasRead("04112233445566", SOON)).isTrue();
        }
    }

    @Test
    void a_phone_with_a_uid_of_the_moment_is_known_as_one() throws Exception {
        try (CardReader _ = reader()) {
            chip.hold("08123456", new byte[0]);
            assertThat(heard.wasRead("08123456", SOON)).isTrue();
            assertThat(heard.all()).anyMatch(event -> event instanceof CardEvent.Read read && read.card().isPassing()
                    && read.card().kind() == Card.Kind.TYPE_4);
        }
    }

    @Test
    void without_the_port_the_state_names_it_and_what_to_do() throws Exception {
        try (CardReader reader = new Pn532Reader("pn532", () -> Pn532Uart.open(Path.of("/dev/ttyNone")))) {
            reader.start(heard);
            assertThat(heard.was(event -> event instanceof CardEvent.Changed changed
                    && changed.state().words().equals("there is no device /dev/ttyNone: No such file or directory"), SOON))
                    .isTrue();
        }
        try (CardReader reader = new Pn532Reader("pn532", () -> Pn532Uart.open(Path.of("/dev/null")))) {
            reader.start(heard);
            assertThat(heard.was(event -> event instanceof CardEvent.Changed changed
                    && changed.state().words().equals("/dev/null is no serial port: Inappropriate ioctl for device"), SOON))
                    .isTrue();
        }
    }

    /** NXP's user manual, 6.2.1.1 and its examples. */
    @Test
    void a_command_is_framed_as_the_manual_frames_it() {
        assertThat(HexFormat.of().withUpperCase().formatHex(Pn532Frames.command(0x02))).isEqualTo("0000FF02FED4022A00");
        assertThat(HexFormat.of().withUpperCase().formatHex(Pn532Frames.command(0x4A, (byte) 2, (byte) 0)))
                .isEqualTo("0000FF04FCD44A0200E000");
    }

    /** On I2C a chip that sleeps takes the first call for an alarm clock, and says nothing before it is ready. */
    @Test
    void on_a_bus_it_is_woken_and_asked_until_it_is_ready() throws Exception {
        int[] calls = new int[2];
        Pn532I2c link = new Pn532I2c(new OnBus() {

            @Override
            public void read(byte[] into) throws IOException {
                if (calls[1]++ < 3) {
                    into[0] = 0;
                    return;
                }
                into[0] = 1;
                System.arraycopy(Pn532Frames.ACKNOWLEDGE, 0, into, 1, 6);
            }

            @Override
            public void write(byte[] bytes) throws IOException {
                if (calls[0]++ == 0) {
                    throw new IOException("no device answers");
                }
            }

            @Override
            public void close() {
            }
        });
        link.send(new byte[]{1});

        assertThat(link.receive(Duration.ZERO)).isEmpty();
        assertThat(link.receive(Duration.ofSeconds(1))).startsWith(Pn532Frames.ACKNOWLEDGE);
        assertThat(calls[0]).isEqualTo(2);
    }
}
