package org.amends.hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies that take their time. */
class PunctualTest {

    private final AtomicLong now = new AtomicLong(-5);

    @Test
    void a_body_that_comes_in_time_is_passed_on() throws IOException {
        Punctual body = new Punctual(new ByteArrayInputStream(new byte[]{1, -1, 3}), now::get);
        now.addAndGet(Punctual.LONGEST.toNanos());

        assertThat(body.readAllBytes()).containsExactly(1, -1, 3);
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void a_body_that_trickles_is_given_up() {
        Punctual body = new Punctual(new InputStream() {
            @Override
            public int read() {
                now.addAndGet(Punctual.LONGEST.toNanos() / 10);
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                into[offset] = (byte) read();
                return 1;
            }
        }, now::get);

        assertThatThrownBy(() -> body.readNBytes(100)).isInstanceOf(Punctual.Late.class);
    }

    @Test
    void a_client_that_goes_away_in_the_middle_is_not_the_hubs_failure() {
        Punctual body = new Punctual(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        }, now::get);

        assertThatThrownBy(body::read).isInstanceOf(Punctual.Cut.class);
    }
}
