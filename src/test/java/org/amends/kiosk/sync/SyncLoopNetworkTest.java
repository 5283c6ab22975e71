package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.answer;
import static org.amends.kiosk.sync.ScriptedHub.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.amends.kiosk.settings.HubLink;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that are slow or lead nowhere, and what stands in between: what was said waits, and nobody is asked without pause. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncLoopNetworkTest {

    private static final HubClient.TimeOuts SHORT = new HubClient.TimeOuts(Duration.ofMillis(500), Duration.ofSeconds(1));
    /** Half of the shortest pause of the loop is measurement. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(25);
    /** A name that only a proxy can look up (RFC 6761). */
    private static final URI BEHIND_PROXY = URI.create("http://hub.invalid/");

    @TempDir
    private Path folder;
    private ScriptedHub hub;
    private Terminal terminal;

    @BeforeEach
    void open() throws IOException {
        hub = new ScriptedHub();
        terminal = Terminal.paired(folder, hub.address());
    }

    @AfterEach
    void close() {
        terminal.close();
        hub.close();
    }

    /** Between each two of these somebody waited. */
    static void assertPauses(List<ScriptedHub.Asked> asked) {
        assertPausesBetween(asked.stream().map(ScriptedHub.Asked::nanos).toList());
    }

    private static void assertPausesBetween(List<Long> nanos) {
        for (int i = 1; i < nanos.size(); i++) {
            assertThat(Duration.ofNanos(nanos.get(i) - nanos.get(i - 1))).as("before request %d of %d", i + 1, nanos.size())
                    .isGreaterThan(SHORTEST_PAUSE);
        }
    }

    @Test
    void where_large_batches_time_out_smaller_ones_pass_and_they_grow_again_once_the_link_is_better()
            throws IOException {
        impatient(HubLink.DIRECT, hub.address());
        List<UUID> ids = terminal.says(700);
        CountDownLatch over = new CountDownLatch(1);
        AtomicBoolean better = new AtomicBoolean();
        hub.otherwise((exchange, asked) -> {
            if (asked.ids().size() > 12 && !better.get()) {
                await(over);
                return;
            }
            better.set(true);
            receipts(asked.ids()).give(exchange, asked);
        });
        terminal.loop.start();
        List<Integer> sizes = new ArrayList<>();
        List<UUID> arrived = new ArrayList<>();
        while (arrived.size() < ids.size()) {
            while (!hub.wasAskedMore()) {
                terminal.loop.wake(); // at whatever point of its wait it is
                LockSupport.parkNanos(1_000_000);
            }
            List<UUID> batch = hub.next().ids();
            sizes.add(batch.size());
            if (batch.size() <= 12 || !arrived.isEmpty()) {
                arrived.addAll(batch);
            }
        }
        terminal.comesTo(700, 0, 0);
        over.countDown();

        assertThat(sizes).containsExactly(500, 250, 125, 62, 31, 15, 7, 7, 14, 28, 56, 112, 224, 252);
        assertThat(arrived).isEqualTo(ids);
    }

    @Test
    void a_line_that_takes_everything_and_never_answers_is_given_up_each_time_and_costs_nothing_but_time()
            throws IOException {
        impatient(HubLink.DIRECT, hub.address());
        List<UUID> ids = terminal.says(3);
        int port = hub.address().getPort();
        hub.goesAway();
        try (DeadEnd silent = new DeadEnd(port, "")) {
            terminal.loop.start();
            List<Long> came = silent.next(3);
            assertPausesBetween(came);
            assertThat(Duration.ofNanos(came.get(1) - came.get(0))).isGreaterThanOrEqualTo(SHORT.answer());
        }
        terminal.comesTo(3, 3, 0);
        hub.comesBack();
        terminal.comesTo(3, 0, 0);

        // After such a silence the first batches may be small.
        List<UUID> arrived = new ArrayList<>();
        while (arrived.size() < 3) {
            arrived.addAll(hub.next().ids());
        }
        assertThat(arrived).isEqualTo(ids);
    }

    @Test
    void a_name_that_nobody_knows_keeps_everything_for_the_day_when_somebody_does() throws IOException {
        terminal.close();
        terminal = Terminal.paired(folder, BEHIND_PROXY);
        List<UUID> ids = terminal.says(2);
        terminal.loop.start();
        terminal.logs("UnknownHostException");
        terminal.comesTo(2, 2, 0);
        terminal.close();
        terminal = Terminal.paired(folder, hub.address());
        terminal.loop.start();
        terminal.comesTo(2, 0, 0);

        assertThat(hub.next().ids()).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void a_hub_that_asks_for_patience_when_it_is_asked_where_it_stands_is_given_it(int status) {
        terminal.says();
        hub.answersToMarks(answer(status, "text/plain", "", "Retry-After", "1"));
        terminal.loop.start();
        while (hub.came().size() < 2) {
            terminal.loop.wake(); // at whatever point of its wait it is
            LockSupport.parkNanos(1_000_000);
        }
        terminal.comesTo(1, 0, 0);

        List<ScriptedHub.Asked> came = hub.came();
        assertThat(came).extracting(ScriptedHub.Asked::path).containsExactly(Wire.MARK_PATH, Wire.MARK_PATH,
                Wire.RESPONSES_PATH);
        assertThat(Duration.ofNanos(came.get(1).nanos() - came.get(0).nanos())).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void receipts_without_a_mark_acknowledge_nothing() {
        List<UUID> ids = terminal.says(2);
        ScriptedHub.Answer markless = (exchange, asked) -> answer(200, Wire.RECEIPTS_TYPE, "{\"receipts\":[{\"id\":\""
                + asked.ids().getFirst() + "\",\"outcome\":\"stored\"}]}").give(exchange, asked);
        hub.answers(markless, markless);
        terminal.loop.start();
        List<ScriptedHub.Asked> came = List.of(hub.next(), hub.next(), hub.next());
        terminal.comesTo(2, 0, 0);

        assertThat(came).allSatisfy(asked -> assertThat(asked.ids()).isEqualTo(ids));
        assertPauses(came);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_proxy_that_answers_in_the_hubs_place_is_asked_with_pauses_and_believed_nothing(String what,
            ScriptedHub.Answer stranger) throws Exception {
        viaProxy(hub.address().getPort());
        List<UUID> ids = terminal.says(2);
        hub.answersToMarks(stranger, stranger);
        hub.answers(stranger);
        terminal.loop.start();
        assertThat(terminal.confirmed()).as("told of after it is logged").hasSize(2);
        terminal.comesTo(2, 0, 0);

        List<ScriptedHub.Asked> came = hub.came();
        assertThat(came).extracting(ScriptedHub.Asked::path).as("nobody was followed elsewhere").containsExactly(
                Wire.MARK_PATH, Wire.MARK_PATH, Wire.MARK_PATH, Wire.RESPONSES_PATH, Wire.MARK_PATH, Wire.RESPONSES_PATH);
        assertPauses(came.subList(0, 3));
        assertPauses(List.of(came.get(3), came.get(5)));
        assertThat(came).allSatisfy(asked -> assertThat(asked.headers()).doesNotContainKey("Proxy-authorization")
                .containsEntry("Host", "hub.invalid"));
        assertThat(came.getLast().ids()).isEqualTo(ids);
        assertThat(terminal.log).filteredOn(line -> line.contains("the hub receives again")).hasSize(1);
    }

    static Stream<Arguments> a_proxy_that_answers_in_the_hubs_place_is_asked_with_pauses_and_believed_nothing() {
        return Stream.of(Arguments.of("a login page", answer(200, "text/html", "<html>Sign in</html>")),
                Arguments.of("a way to a login page", answer(302, "text/html", "", "Location", "http://login.invalid/")),
                Arguments.of("a 407", answer(407, "text/html", "<html>Who?</html>", "Proxy-Authenticate", "Basic")),
                Arguments.of("a 502", answer(502, "text/html", "<html>no hub</html>")));
    }

    @Test
    void a_proxy_that_is_away_keeps_everything_until_it_is_back() throws IOException {
        viaProxy(hub.address().getPort());
        List<UUID> ids = terminal.says(2);
        hub.goesAway();
        terminal.loop.start();
        terminal.logs("responses wait here: ConnectException");
        terminal.comesTo(2, 2, 0);
        hub.comesBack();
        terminal.comesTo(2, 0, 0);

        assertThat(hub.next().ids()).isEqualTo(ids);
    }

    @Test
    void a_proxy_that_lets_nobody_through_to_a_hub_with_tls_is_asked_with_pauses() throws IOException {
        try (DeadEnd proxy = new DeadEnd(0, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n")) {
            impatient(proxy(proxy.port()), URI.create("https://hub.invalid/"));
            terminal.says();
            terminal.loop.start();

            assertPausesBetween(proxy.next(3));
            terminal.comesTo(1, 1, 0);
            terminal.logs("responses wait here: IOException");
        }
    }

    private void impatient(HubLink link, URI address) throws IOException {
        terminal.close();
        terminal = Terminal.paired(folder, address, link, SHORT);
    }

    private void viaProxy(int port) throws IOException {
        terminal.close();
        terminal = Terminal.paired(folder, BEHIND_PROXY, proxy(port), HubClient.TimeOuts.OF_BATCHES);
    }

    private static HubLink proxy(int port) {
        return new HubLink(Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", port)), new HubLink.Ca.Paired());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody who takes connections and says the same to all of them, or nothing. */
    private static final class DeadEnd implements AutoCloseable {

        private final ServerSocket listener;
        private final List<Socket> taken = new ArrayList<>();
        private final BlockingQueue<Long> came = new LinkedBlockingQueue<>();
        private final Thread thread;

        DeadEnd(int port, String says) throws IOException {
            listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            thread = Thread.ofVirtual().start(() -> {
                while (!listener.isClosed()) {
                    try {
                        take(listener.accept(), says);
                    } catch (IOException over) {
                        // the loop's condition says whether it is
                    }
                }
            });
        }

        private void take(Socket socket, String says) throws IOException {
            taken.add(socket);
            socket.getInputStream().read(new byte[4096]);
            came.add(System.nanoTime());
            if (!says.isEmpty()) {
                socket.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
                socket.close();
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        /** When the next so many requests came. */
        List<Long> next(int count) {
            List<Long> next = new ArrayList<>();
            try {
                for (int i = 0; i < count; i++) {
                    Long one = came.poll(10, TimeUnit.SECONDS);
                    assertThat(one).as("request %d", i + 1).isNotNull();
                    next.add(one);
                }
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            return next;
        }

        @Override
        public void close() throws IOException {
            listener.close();
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            for (Socket socket : taken) {
                socket.close();
            }
        }
    }
}
