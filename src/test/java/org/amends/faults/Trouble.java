package org.amends.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happens to the bytes on a {@link Link}. Whatever a kind does not mention goes through. */
abstract class Trouble {

    static final Trouble NONE = new Trouble() {
    };

    /** Whether anything listens at all; if not, a connection is refused by the machine. */
    boolean listens() {
        return true;
    }

    /** Whether a new connection is reset at once. */
    boolean turnsAway() {
        return false;
    }

    /** Whether it needs no hub. */
    boolean answersItself() {
        return false;
    }

    /** Whether connections from before are reset when it begins, rather than being caught by it. */
    boolean resetsAtStrike() {
        return true;
    }

    /** Whether connections are reset when it is over. */
    boolean resetsAtHeal() {
        return true;
    }

    void toHub(Link.Connection connection, byte[] bytes) throws IOException {
        connection.toHub(bytes);
    }

    void toTerminal(Link.Connection connection, byte[] bytes) throws IOException {
        connection.toTerminal(bytes);
    }

    /** Called when it is over. */
    void over() {
    }

    /** A kind that looks at requests as wholes. */
    abstract static class OnRequest extends Trouble {

        private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

        private final Map<Link.Connection, ByteArrayOutputStream> parts = new ConcurrentHashMap<>();

        abstract void request(Link.Connection connection, byte[] whole) throws IOException;

        @Override
        final void toHub(Link.Connection connection, byte[] bytes) throws IOException {
            ByteArrayOutputStream soFar = parts.computeIfAbsent(connection, _ -> new ByteArrayOutputStream());
            soFar.write(bytes);
            byte[] whole = soFar.toByteArray();
            int head = endOfHead(whole);
            if (head >= 0 && whole.length >= head + bodyLength(whole, head)) {
                soFar.reset();
                request(connection, whole);
            }
        }

        private static int endOfHead(byte[] bytes) {
            for (int i = END_OF_HEAD.length; i <= bytes.length; i++) {
                if (Arrays.equals(bytes, i - END_OF_HEAD.length, i, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                    return i;
                }
            }
            return -1;
        }

        private static int bodyLength(byte[] bytes, int head) {
            Matcher length = LENGTH.matcher(new String(bytes, 0, head, StandardCharsets.ISO_8859_1));
            return length.find() ? Integer.parseInt(length.group(1)) : 0;
        }
    }
}
