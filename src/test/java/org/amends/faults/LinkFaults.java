package org.amends.faults;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What networks do, each a {@link Trouble} drawn at random. */
final class LinkFaults {

    /** A portal's login page, a proxy's redirect, and a page that lies about what it is. */
    private static final List<String> PAGES = List.of("""
            HTTP/1.1 200 OK\r
            Content-Type: text/html\r
            Connection: close\r
            \r
            <html><title>Welcome to our Wi-Fi</title><form>Room number: <input></form></html>
            """, """
            HTTP/1.1 302 Found\r
            Location: /login\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """, """
            HTTP/1.1 200 OK\r
            Content-Type: application/vnd.amends.receipts+json\r
            Connection: close\r
            \r
            <html><title>Welcome to our Wi-Fi</title></html>
            """);
    private static final String NOT_NOW = """
            HTTP/1.1 503 Service Unavailable\r
            Retry-After: 1\r
            Content-Type: text/plain\r
            Connection: close\r
            \r
            busy
            """;
    /** The head of a batch is some 300 bytes and its body begins at a few hundred more. */
    private static final int MOST_OF_A_REQUEST = 900;
    private static final int MOST_OF_A_RESPONSE = 500;

    private LinkFaults() {
    }

    /** All of them. */
    static List<Fault> all() {
        return List.of(new OnLink("link-cut", _ -> cut()), new OnLink("link-refused", _ -> new Refused()),
                new OnLink("link-delayed", Delayed::new), new OnLink("link-trickle", Trickle::new),
                new OnLink("link-half-open", HalfOpen::new),
                new OnLink("link-reset-in-request", ResetInRequest::new),
                new OnLink("link-reset-in-response", ResetInResponse::new),
                new OnLink("link-answer-swallowed", _ -> new AnswerSwallowed()),
                new OnLink("link-request-doubled", RequestDoubled::new),
                new OnLink("link-login-page", random -> new AnsweredByAnother(PAGES.get(random.nextInt(PAGES.size())))),
                new OnLink("link-503", _ -> new AnsweredByAnother(NOT_NOW)));
    }

    static Trouble cut() {
        return new Cut();
    }

    private record OnLink(String name, Function<RandomGenerator, Trouble> trouble) implements Fault {

        @Override
        public void strike(FaultyVenue venue, RandomGenerator random) {
            venue.link().suffer(trouble.apply(new SplittableRandom(random.nextLong())));
            Pause.millis(random.nextInt(150, 600));
        }

        @Override
        public void heal(FaultyVenue venue) {
            venue.link().suffer(Trouble.NONE);
        }
    }

    /** Everything is reset, what is open and what is new. */
    private static final class Cut extends Trouble {
        @Override
        boolean turnsAway() {
            return true;
        }
    }

    /** Nobody listens. */
    private static final class Refused extends Trouble {
        @Override
        boolean listens() {
            return false;
        }
    }

    /** Every piece takes its time. */
    private static final class Delayed extends Trouble {

        private final RandomGenerator random;
        private final int longestMillis;

        Delayed(RandomGenerator random) {
            this.random = random;
            this.longestMillis = random.nextInt(20, 400);
        }

        @Override
        boolean resetsAtStrike() {
            return false;
        }

        @Override
        boolean resetsAtHeal() {
            return false;
        }

        @Override
        void toHub(Link.Connection connection, byte[] bytes) throws IOException {
            Pause.millis(random.nextInt(longestMillis));
            connection.toHub(bytes);
        }

        @Override
        void toTerminal(Link.Connection connection, byte[] bytes) throws IOException {
            Pause.millis(random.nextInt(longestMillis));
            connection.toTerminal(bytes);
        }
    }

    /** A few bytes at a time. */
    private static final class Trickle extends Trouble {

        private final int atATime;
        private final boolean resets;
        private volatile boolean over;

        Trickle(RandomGenerator random) {
            atATime = random.nextInt(4, 40);
            resets = random.nextBoolean();
        }

        @Override
        boolean resetsAtStrike() {
            return false;
        }

        @Override
        boolean resetsAtHeal() {
            return resets;
        }

        @Override
        void toHub(Link.Connection connection, byte[] bytes) throws IOException {
            trickle(bytes, connection::toHub);
        }

        @Override
        void toTerminal(Link.Connection connection, byte[] bytes) throws IOException {
            trickle(bytes, connection::toTerminal);
        }

        @Override
        void over() {
            over = true;
        }

        private void trickle(byte[] bytes, Pipe pipe) throws IOException {
            for (int from = 0; from < bytes.length; from += atATime) {
                pipe.write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + atATime)));
                if (!over) {
                    Pause.millis(5);
                }
            }
        }

        private interface Pipe {
            void write(byte[] bytes) throws IOException;
        }
    }

    /** Connections are taken and nothing comes of them; neither end is told. */
    private static final class HalfOpen extends Trouble {

        private final boolean newOnesOnly;
        private final boolean neverTold;

        HalfOpen(RandomGenerator random) {
            newOnesOnly = random.nextBoolean();
            // Rarely, as then a round lasts as long as the terminal's patience: a quarter of a minute.
            neverTold = random.nextInt(20) == 0;
        }

        @Override
        boolean resetsAtStrike() {
            return newOnesOnly;
        }

        @Override
        boolean resetsAtHeal() {
            return !neverTold;
        }

        @Override
        void toHub(Link.Connection connection, byte[] bytes) {
            connection.fallSilent();
        }

        @Override
        void toTerminal(Link.Connection connection, byte[] bytes) {
            connection.fallSilent();
        }
    }

    /** Each connection is reset after some bytes of what the terminal sends. */
    private static final class ResetInRequest extends Trouble {

        private final RandomGenerator random;
        private final Map<Link.Connection, Integer> left = new ConcurrentHashMap<>();

        ResetInRequest(RandomGenerator random) {
            this.random = random;
        }

        @Override
        void toHub(Link.Connection connection, byte[] bytes) throws IOException {
            int may = left.computeIfAbsent(connection, _ -> random.nextInt(1, MOST_OF_A_REQUEST));
            connection.toHub(Arrays.copyOf(bytes, Math.min(may, bytes.length)));
            left.put(connection, may - bytes.length);
            if (may <= bytes.length) {
                connection.reset();
            }
        }
    }

    /** Each connection is reset after some bytes of what the hub answers. */
    private static final class ResetInResponse extends Trouble {

        private final RandomGenerator random;
        private final Map<Link.Connection, Integer> left = new ConcurrentHashMap<>();

        ResetInResponse(RandomGenerator random) {
            this.random = random;
        }

        @Override
        void toTerminal(Link.Connection connection, byte[] bytes) throws IOException {
            int may = left.computeIfAbsent(connection, _ -> random.nextInt(1, MOST_OF_A_RESPONSE));
            connection.toTerminal(Arrays.copyOf(bytes, Math.min(may, bytes.length)));
            left.put(connection, may - bytes.length);
            if (may <= bytes.length) {
                connection.reset();
            }
        }
    }

    /** The hub has committed and answered, and the terminal never hears it: what makes others send twice. */
    private static final class AnswerSwallowed extends Trouble {
        @Override
        void toTerminal(Link.Connection connection, byte[] bytes) {
            connection.reset();
        }
    }

    /** The same bytes come to the hub twice: at the same time, one after the other, or much later. */
    private static final class RequestDoubled extends Trouble.OnRequest {

        private enum Again {
            AT_ONCE, AFTER_THE_ANSWER, LATE
        }

        private final Again when;
        private final Map<Link.Connection, byte[]> unanswered = new ConcurrentHashMap<>();
        private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();

        RequestDoubled(RandomGenerator random) {
            when = Again.values()[random.nextInt(Again.values().length)];
        }

        @Override
        void request(Link.Connection connection, byte[] whole) throws IOException {
            switch (when) {
                case AT_ONCE -> connection.again(whole);
                case AFTER_THE_ANSWER -> unanswered.put(connection, whole);
                case LATE -> late.add(() -> connection.again(whole));
            }
            connection.toHub(whole);
        }

        @Override
        void toTerminal(Link.Connection connection, byte[] bytes) throws IOException {
            byte[] answered = unanswered.remove(connection);
            if (answered != null) {
                connection.again(answered);
            }
            connection.toTerminal(bytes);
        }

        @Override
        void over() {
            late.forEach(Runnable::run);
        }
    }

    /** The hub hears nothing; somebody else answers. */
    private static final class AnsweredByAnother extends Trouble.OnRequest {

        private final String answer;

        AnsweredByAnother(String answer) {
            this.answer = answer;
        }

        @Override
        boolean answersItself() {
            return true;
        }

        @Override
        void request(Link.Connection connection, byte[] whole) throws IOException {
            connection.answer(answer);
        }
    }
}
