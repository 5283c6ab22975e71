package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.answer;
import static org.amends.kiosk.sync.ScriptedHub.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.amends.kiosk.settings.HubLink;
import org.amends.wire.Downlink.Message;
import org.amends.wire.Downlink.Saying;
import org.amends.wire.Downlink.Signed;
import org.amends.wire.HouseLine;
import org.amends.wire.Pairing;
import org.amends.wire.Progress;
import org.amends.wire.SealingKey;
import org.amends.wire.TerminalSettings;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a terminal listens to its hub, and to nobody else. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownlinkLoopTest {

    private static final KeyPair HUB = newKey();
    private static final TerminalSettings LONGER = TerminalSettings.NONE.with("answer-seconds", "45");
    private static final TerminalSettings DARK = TerminalSettings.NONE.with("look", "night");
    private static final Pairing.Answer PAIRED = new Pairing.Answer("t-1", Terminal.TOKEN, Optional.empty(),
            Optional.of(Base64.getUrlEncoder().encodeToString(HUB.getPublic().getEncoded())),
            Optional.of(new SealingKey("k-1", "old")));

    @TempDir
    private Path folder;
    private ScriptedHub hub;
    private final BlockingQueue<TerminalSettings> set = new LinkedBlockingQueue<>();
    private final BlockingQueue<Progress> progress = new LinkedBlockingQueue<>();
    private final BlockingQueue<UUID> erased = new LinkedBlockingQueue<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord entry) {
            log.add(new SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeEach
    void open() throws IOException {
        hub = new ScriptedHub();
        // As a hub that has nothing to say: it holds the line.
        hub.otherwise((exchange, asked) -> {
            try {
                over.await();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
            said().give(exchange, asked);
        });
        Credentials.in(folder).replace(PAIRED);
        Logger.getLogger(Downlink.class.getName()).addHandler(handler);
    }

    @AfterEach
    void close() {
        over.countDown();
        hub.close();
        Logger.getLogger(Downlink.class.getName()).removeHandler(handler);
    }

    @Test
    void what_the_hub_says_is_done_in_order_and_once_and_the_place_outlasts_a_restart() throws Exception {
        hub.answers(said(message(1, new Saying.Settings(LONGER)), message(2, new Saying.Settings(DARK))));
        try (Downlink _ = listens()) {
            assertThat(next()).isEqualTo(LONGER);
            assertThat(next()).isEqualTo(DARK);
            assertThat(query(hub.next())).isEqualTo("after=0&wait=25");
            assertThat(query(hub.next())).isEqualTo("after=2&wait=25");
        }
        assertThat(HubSaid.in(folder, Credentials.in(folder)).settings()).isEqualTo(DARK);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("downlink.json"))))
                .isEqualTo("rw-------");
        try (Downlink _ = listens()) {
            assertThat(query(hub.next())).isEqualTo("after=2&wait=25");
        }
        assertThat(set).isEmpty();
    }

    @Test
    void what_guests_reach_the_hub_by_is_kept_beside_what_is_set_until_the_hub_says_another() throws Exception {
        Optional<URI> address = Optional.of(URI.create("https://feedback.example.org/"));
        hub.answers(said(message(1, new Saying.GuestAddress(address)), message(2, new Saying.Settings(DARK)),
                message(3, new Saying.Revoked())));
        try (Downlink _ = listens()) {
            assertThat(query(hub.next())).isEqualTo("after=0&wait=25");
            assertThat(query(hub.next())).isEqualTo("after=3&wait=25");
        }
        HubSaid kept = HubSaid.in(folder, Credentials.in(folder));
        assertThat(kept.guestAddress()).isEqualTo(address);
        assertThat(kept.settings()).isEqualTo(DARK);

        hub.answers(said(message(4, new Saying.GuestAddress(Optional.empty()))));
        try (Downlink _ = listens()) {
            assertThat(query(hub.next())).isEqualTo("after=3&wait=25");
            assertThat(query(hub.next())).isEqualTo("after=4&wait=25");
        }
        assertThat(HubSaid.in(folder, Credentials.in(folder)).guestAddress()).isEmpty();
    }

    @Test
    void the_lines_of_the_idle_screen_are_kept_as_they_were_said_last_beside_all_else() throws Exception {
        List<HouseLine> lines = List.of(
                new HouseLine(Map.of("en", "There is a fire now."), Instant.parse("2026-12-21T00:00:00Z")));
        Optional<URI> address = Optional.of(URI.create("https://feedback.example.org/"));
        hub.answers(said(message(1, new Saying.Lines(lines)), message(2, new Saying.Settings(DARK)),
                message(3, new Saying.GuestAddress(address)), message(4, new Saying.Revoked())));
        try (Downlink _ = listens()) {
            assertThat(query(hub.next())).isEqualTo("after=0&wait=25");
            assertThat(query(hub.next())).isEqualTo("after=4&wait=25");
        }
        HubSaid kept = HubSaid.in(folder, Credentials.in(folder));
        assertThat(kept.lines()).isEqualTo(lines);
        assertThat(kept.settings()).isEqualTo(DARK);
        assertThat(kept.guestAddress()).isEqualTo(address);

        hub.answers(said(message(5, new Saying.Lines(List.of()))));
        try (Downlink _ = listens()) {
            assertThat(query(hub.next())).isEqualTo("after=4&wait=25");
            assertThat(query(hub.next())).isEqualTo("after=5&wait=25");
        }
        kept = HubSaid.in(folder, Credentials.in(folder));
        assertThat(kept.lines()).isEmpty();
        assertThat(kept.settings()).isEqualTo(DARK);
        assertThat(kept.guestAddress()).isEqualTo(address);
    }

    @Test
    void a_cut_in_the_middle_of_an_answer_is_caught_up_from_the_cursor() throws Exception {
        Signed first = message(1, new Saying.Settings(LONGER));
        Signed second = message(2, new Saying.Settings(DARK));
        hub.answers(said(first), (exchange, asked) -> {
            byte[] whole = Wire.json(new org.amends.wire.Downlink.Answer(List.of(second), List.of()));
            exchange.getResponseHeaders().set("Content-Type", Wire.DOWNLINK_TYPE);
            exchange.sendResponseHeaders(200, whole.length);
            exchange.getResponseBody().write(whole, 0, whole.length - 9);
            exchange.getResponseBody().flush();
        }, said(second));
        try (Downlink _ = listens()) {
            assertThat(next()).isEqualTo(LONGER);
            assertThat(next()).isEqualTo(DARK);
            assertThat(Stream.generate(hub::next).limit(4).map(DownlinkLoopTest::query)).containsExactly("after=0&wait=25",
                    "after=1&wait=25", "after=1&wait=25", "after=2&wait=25");
        }
    }

    @Test
    void what_another_signed_is_not_done_is_told_once_and_the_hub_is_asked_again() throws Exception {
        Signed forged = org.amends.wire.Downlink.sign(new Message(1, "t-1", Instant.EPOCH, new Saying.Settings(DARK)),
                newKey().getPrivate());
        hub.answers(said(forged), said(forged), said(message(1, new Saying.Settings(LONGER))));
        try (Downlink _ = listens()) {
            assertThat(next()).isEqualTo(LONGER);
            assertThat(Stream.generate(hub::next).limit(4).map(DownlinkLoopTest::query)).containsExactly("after=0&wait=25",
                    "after=0&wait=25", "after=0&wait=25", "after=1&wait=25");
            assertThat(log).filteredOn(line -> line.contains("its signature is not the hub's")).hasSize(1);
        }
    }

    @Test
    void what_is_for_another_terminal_out_of_order_or_was_done_before_is_not_done() throws Exception {
        Signed done = message(1, new Saying.Settings(LONGER));
        hub.answers(said(done), said(done), said(message(3, new Saying.Settings(DARK))),
                said(signed(new Message(2, "t-2", Instant.EPOCH, new Saying.Settings(DARK)))),
                said(message(2, new Saying.Settings(TerminalSettings.NONE))));
        try (Downlink _ = listens()) {
            assertThat(next()).isEqualTo(LONGER);
            assertThat(next()).isEqualTo(TerminalSettings.NONE);
            assertThat(log).anySatisfy(line -> assertThat(line).contains("it is number 1, and 2 comes next"))
                    .anySatisfy(line -> assertThat(line).contains("it is number 3, and 2 comes next"))
                    .anySatisfy(line -> assertThat(line).contains("it is for another terminal"));
        }
    }

    @Test
    void a_kind_that_is_not_known_yet_is_passed_by() throws Exception {
        hub.answers(said(message(1, new Saying.Unknown("on-the-way")), message(2, new Saying.Settings(DARK))));
        try (Downlink _ = listens()) {
            assertThat(next()).isEqualTo(DARK);
        }
    }

    @Test
    void what_became_of_a_guest_is_passed_on_beside_the_orders_and_asked_for_from_there_on() throws Exception {
        hub.answers(told(List.of(became(7, Progress.Step.HEARD), became(9, Progress.Step.ON_THE_WAY))),
                told(List.of(became(12, Progress.Step.DONE)), message(1, new Saying.Settings(DARK))));
        try (Downlink _ = listens()) {
            assertThat(Stream.generate(this::nextProgress).limit(3)).extracting(Progress::step)
                    .containsExactly(Progress.Step.HEARD, Progress.Step.ON_THE_WAY, Progress.Step.DONE);
            assertThat(next()).isEqualTo(DARK);
            assertThat(Stream.generate(hub::next).limit(3).map(DownlinkLoopTest::query)).containsExactly("after=0&wait=25",
                    "after=0&wait=25&progress=9", "after=1&wait=25&progress=12");
        }
    }

    @Test
    void what_became_of_a_guest_is_believed_of_the_hub_alone_and_never_taken_for_an_order() throws Exception {
        Saying becoming = new Saying.OfGuest(new Progress(7, new UUID(0, 1), Progress.Step.TAKEN, Optional.of("Eve")));
        Signed forged = org.amends.wire.Downlink.sign(new Message(0, "t-1", Instant.EPOCH, becoming),
                newKey().getPrivate());
        hub.answers(told(List.of(forged, signed(new Message(0, "t-2", Instant.EPOCH, becoming)))),
                said(became(8, Progress.Step.TAKEN)),
                told(List.of(became(9, Progress.Step.HEARD)), message(1, new Saying.Settings(DARK))));
        try (Downlink _ = listens()) {
            assertThat(nextProgress().serial()).isEqualTo(9);
            assertThat(next()).isEqualTo(DARK);
            assertThat(log).anySatisfy(line -> assertThat(line).contains("what is said of a guest is refused"))
                    .anySatisfy(line -> assertThat(line).contains("it is number 0, and 1 comes next"));
        }
    }

    @Test
    void a_step_that_is_not_known_yet_is_heard_once_and_passed_by() {
        String later = became(7, Progress.Step.HEARD).message().replace("heard", "vanished");
        assertThat(later).contains("vanished");
        hub.answers(told(List.of(resigned(later))));
        try (Downlink _ = listens()) {
            assertThat(nextProgress().step()).isEqualTo(Progress.Step.UNKNOWN);
            hub.next();
            assertThat(query(hub.next())).isEqualTo("after=0&wait=25&progress=7");
        }
    }

    @Test
    void a_new_token_is_fetched_again_when_its_answer_was_lost_and_then_kept() throws Exception {
        Signed renew = message(1, new Saying.RenewToken());
        hub.answers(said(renew), (exchange, _) -> {
            exchange.getResponseHeaders().set("Content-Type", Wire.TOKEN_TYPE);
            exchange.sendResponseHeaders(201, 17);
            exchange.getResponseBody().write("{\"token\":\"lost".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }, said(renew), answer(201, Wire.TOKEN_TYPE, "{\"token\":\"fresh\"}"));
        try (Downlink _ = listens()) {
            List<ScriptedHub.Asked> asked = Stream.generate(hub::next).limit(5).toList();

            assertThat(asked).extracting(ScriptedHub.Asked::path).containsExactly(Wire.DOWNLINK_PATH, Wire.TOKEN_PATH,
                    Wire.DOWNLINK_PATH, Wire.TOKEN_PATH, Wire.DOWNLINK_PATH);
            assertThat(asked.get(3).headers()).containsEntry("Authorization", "Bearer " + Terminal.TOKEN);
            assertThat(asked.get(4).headers()).containsEntry("Authorization", "Bearer fresh");
            assertThat(query(asked.get(4))).isEqualTo("after=1&wait=25");
        }
        assertThat(Credentials.in(folder).current()).contains(PAIRED.withToken("fresh"));
        assertThat(log).allSatisfy(line -> assertThat(line).doesNotContain("fresh", "lost", Terminal.TOKEN));
    }

    @Test
    void another_sealing_key_is_kept_with_everything_else() throws Exception {
        SealingKey next = new SealingKey("k-2", "new");
        hub.answers(said(message(1, new Saying.Sealing(next))));
        try (Downlink _ = listens()) {
            hub.next();
            assertThat(query(hub.next())).isEqualTo("after=1&wait=25");
        }
        assertThat(Credentials.in(folder).current()).contains(PAIRED.withSealingKey(next));
    }

    @Test
    void an_erasure_is_done_before_the_next_is_asked_for() throws Exception {
        UUID response = UUID.randomUUID();
        hub.answers(said(message(1, new Saying.Erase(response))));
        try (Downlink _ = listens()) {
            hub.next();
            assertThat(query(hub.next())).isEqualTo("after=1&wait=25");
            assertThat(erased).containsExactly(response);
        }
    }

    @Test
    void a_terminal_that_is_revoked_says_so_and_goes_on_asking() throws Exception {
        hub.answers(said(message(1, new Saying.Revoked())), problem(401), problem(401));
        try (Downlink _ = listens()) {
            assertThat(Stream.generate(hub::next).limit(4).map(DownlinkLoopTest::query)).contains("after=1&wait=25");
            assertThat(log).anySatisfy(line -> assertThat(line).contains("takes nothing more from this terminal"));
        }
    }

    @Test
    void what_is_no_answer_of_a_hub_is_none() throws Exception {
        hub.answers(answer(200, "text/html", "<html>Sign in</html>"), answer(200, Wire.DOWNLINK_TYPE, "null"),
                said(message(1, new Saying.Settings(DARK))));
        try (Downlink _ = listens()) {
            assertThat(next()).isEqualTo(DARK);
        }
    }

    @Test
    void another_pairing_begins_anew() throws Exception {
        hub.answers(said(message(1, new Saying.Settings(DARK))));
        try (Downlink _ = listens()) {
            next();
        }
        Credentials.in(folder)
                .replace(new Pairing.Answer("t-2", "other", Optional.empty(), PAIRED.signingKey(), Optional.empty()));

        assertThat(HubSaid.in(folder, Credentials.in(folder)).settings()).isEqualTo(TerminalSettings.NONE);
        try (Downlink _ = listens()) {
            ScriptedHub.Asked asked = Stream.generate(hub::next)
                    .dropWhile(earlier -> !"Bearer other".equals(earlier.headers().get("Authorization"))).findFirst()
                    .orElseThrow();
            assertThat(query(asked)).isEqualTo("after=0&wait=25");
        }
    }

    @Test
    void a_place_that_cannot_be_read_is_begun_anew_and_stops_no_start() throws IOException {
        for (String text : List.of("", "{\"terminal\":", "{\"terminal\":\"t-1\",\"after\":-1}", "[]")) {
            Files.writeString(folder.resolve("downlink.json"), text);
            assertThat(HubSaid.in(folder, Credentials.in(folder)).after("t-1")).isZero();
        }
    }

    @Test
    void a_terminal_of_before_there_were_signatures_takes_no_orders_until_it_is_paired_again() throws Exception {
        Files.writeString(folder.resolve("terminal.json"), "{\"terminal\":\"t-0\",\"token\":\"old\"}");
        Credentials credentials = Credentials.in(folder);
        assertThat(credentials.current()).contains(new Pairing.Answer("t-0", "old"));
        try (Downlink _ = listens(credentials)) {
            credentials.replace(PAIRED);

            assertThat(hub.next().headers()).containsEntry("Authorization", "Bearer " + Terminal.TOKEN);
            assertThat(log).allSatisfy(line -> assertThat(line).contains("pair it again"));
        }
    }

    @Test
    void a_line_that_is_held_does_not_hold_up_the_end() throws Exception {
        Downlink downlink = listens();
        hub.next();
        long begin = System.nanoTime();
        downlink.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    /** Two terminals of one name send each other away; a hub that stops answers at once, too. */
    @Test
    void an_answer_of_nothing_that_comes_at_once_is_not_asked_for_again_at_once() throws Exception {
        LongStream.range(0, 50).forEach(_ -> hub.answers(said()));
        try (Downlink _ = listens()) {
            ScriptedHub.Asked first = hub.next();
            ScriptedHub.Asked second = hub.next();

            // A tenth of the first wait is the least.
            assertThat(Duration.ofNanos(second.nanos() - first.nanos())).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    /** Ten waits after failures add up to minutes. */
    @Test
    void a_hub_that_takes_what_guests_say_is_listened_to_at_once() throws Exception {
        IntStream.range(0, 10).forEach(_ -> hub.answers(answer(500, "text/plain", "")));
        hub.answers(said(message(1, new Saying.Settings(LONGER))));
        try (Downlink downlink = listens(); Repeated _ = Repeated.of(downlink::hubAnswers)) {
            assertThat(next()).isEqualTo(LONGER);
        }
    }

    @Test
    void a_hub_that_asks_for_patience_gets_it_whatever_it_takes_meanwhile() throws Exception {
        hub.answers(answer(503, "text/plain", "", "Retry-After", "2"));
        try (Downlink downlink = listens(); Repeated _ = Repeated.of(downlink::hubAnswers)) {
            ScriptedHub.Asked first = hub.next();
            ScriptedHub.Asked second = hub.next();

            assertThat(Duration.ofNanos(second.nanos() - first.nanos())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    /** What another thread does again and again meanwhile. */
    private record Repeated(ScheduledExecutorService thread) implements AutoCloseable {

        static Repeated of(Runnable what) {
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
            thread.scheduleWithFixedDelay(what, 0, 20, TimeUnit.MILLISECONDS);
            return new Repeated(thread);
        }

        @Override
        public void close() {
            thread.close();
        }
    }

    private Downlink listens() {
        return listens(Credentials.in(folder));
    }

    private Downlink listens(Credentials credentials) {
        Downlink downlink = new Downlink(credentials, HubSaid.in(folder, credentials),
                new HubAccess(hub.address(), HubLink.DIRECT, credentials, Optional.empty(), Clock.systemUTC()), set::add,
                progress::add, erased::add);
        downlink.start();
        return downlink;
    }

    private TerminalSettings next() throws InterruptedException {
        TerminalSettings next = set.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("%s", log).isNotNull();
        return next;
    }

    private Progress nextProgress() {
        try {
            Progress next = progress.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("%s", log).isNotNull();
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static Signed became(long serial, Progress.Step step) {
        return signed(new Message(org.amends.wire.Downlink.NO_ORDER, "t-1", Instant.parse("2026-11-20T12:00:00Z"),
                new Saying.OfGuest(new Progress(serial, new UUID(0, 1), step, Optional.empty()))));
    }

    /** As a later hub would sign it. */
    private static Signed resigned(String message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(HUB.getPrivate());
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return new Signed(message, Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String query(ScriptedHub.Asked asked) {
        return asked.query();
    }

    private static Signed message(long number, Saying saying) {
        return signed(new Message(number, "t-1", Instant.parse("2026-11-20T12:00:00Z"), saying));
    }

    private static Signed signed(Message message) {
        return org.amends.wire.Downlink.sign(message, HUB.getPrivate());
    }

    private static ScriptedHub.Answer said(Signed... messages) {
        return answer(200, Wire.DOWNLINK_TYPE,
                new String(Wire.json(new org.amends.wire.Downlink.Answer(List.of(messages), List.of())),
                        StandardCharsets.UTF_8));
    }

    private static ScriptedHub.Answer told(List<Signed> progress, Signed... messages) {
        return answer(200, Wire.DOWNLINK_TYPE, new String(
                Wire.json(new org.amends.wire.Downlink.Answer(List.of(messages), progress)), StandardCharsets.UTF_8));
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
