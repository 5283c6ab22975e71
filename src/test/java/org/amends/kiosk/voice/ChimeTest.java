package org.amends.kiosk.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChimeTest {

    @Test
    void the_chime_is_short_begins_and_ends_softly_and_is_never_loud() {
        byte[] notes = Chime.notes();
        ByteBuffer samples = ByteBuffer.wrap(notes).order(ByteOrder.LITTLE_ENDIAN);
        int loudest = IntStream.range(0, notes.length / 2).map(i -> Math.abs(samples.getShort(2 * i))).max().orElse(0);

        assertThat(notes.length / 2 / 22_050.0).isBetween(0.3, 1.0);
        assertThat(loudest).isBetween(3000, 9000);
        assertThat(Math.abs(samples.getShort(0))).isLessThan((short) 100);
        assertThat(Math.abs(samples.getShort(notes.length - 2))).isLessThan((short) 500);
    }

    @Test
    void a_machine_without_a_sound_device_is_silent_and_goes_on() {
        new Chime().play();
    }
}
