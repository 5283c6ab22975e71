package org.amends.hub.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A body that must have arrived in time; one that does not is {@link Late}, one that ends too early is {@link Cut}. */
final class Punctual extends FilterInputStream {

    /** A batch of 1 MiB then still fits through a link of half a megabit a second, and terminals wait for 30 seconds. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private final LongSupplier nanos;
    private final long begin;

    /**
     * @param nanos a clock that is never set, such as {@link System#nanoTime}
     */
    Punctual(InputStream body, LongSupplier nanos) {
        super(body);
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    /** The rest of the body did not come in time. */
    static final class Late extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The client went away, or was silent for too long, in the middle of the body. */
    static final class Cut extends IOException {
        private static final long serialVersionUID = 1L;

        Cut(IOException cause) {
            super(cause);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(into, offset, length);
        } catch (IOException failed) {
            throw new Cut(failed);
        }
        if (count >= 0 && nanos.getAsLong() - begin > LONGEST.toNanos()) {
            throw new Late();
        }
        return count;
    }
}
