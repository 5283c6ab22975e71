package org.amends.kiosk.sync;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.amends.kiosk.outbox.Outgoing;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.wire.Condition;
import org.amends.wire.Downlink;
import org.amends.wire.Mark;
import org.amends.wire.Pairing;
import org.amends.wire.Problem;
import org.amends.wire.Receipt;
import org.amends.wire.Receipts;
import org.amends.wire.StaffPin;
import org.amends.wire.Wire;

/**
 * Asks the hub and believes only what was agreed: status and content type and form. Anything else (a login page with status
 * 200, a redirect, half an answer) counts as not received.
 */
final class HubClient implements AutoCloseable {

    private static final String AGENT = "amends-kiosk";
    private static final MediaType BATCH = MediaType.get(Wire.BATCH_TYPE);
    private static final MediaType CONDITION = MediaType.get(Wire.CONDITION_TYPE);
    private static final MediaType PAIRING = MediaType.get(Wire.PAIRING_TYPE);
    private static final MediaType STAFF_PIN = MediaType.get(Wire.STAFF_PIN_TYPE);
    /** No agreed answer is longer; the rest of a longer one is not read. */
    private static final long MOST_ANSWER_BYTES = 1024 * 1024;
    private static final int GZIP_BUFFER = 8192;
    /** A hub may ask for patience, but not for a day of it. */
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);

    /** How long the hub may wait for something to say. */
    private static final Duration LONG_POLL = Duration.ofSeconds(Downlink.LONGEST_WAIT);

    private final HttpUrl hub;
    private final OkHttpClient http;
    /** One thread asks; another may end it. */
    private volatile Call underWay;
    private volatile boolean cancelled;

    private HubClient(HubAccess access, OkHttpClient http) {
        this.hub = access.hub();
        this.http = http;
    }

    /**
     * When a call is given up.
     *
     * @param answer without a byte of an answer for so long
     * @param call   from its beginning to its end
     */
    record TimeOuts(Duration answer, Duration call) {

        /** A batch is small: on a link where these do not suffice, a smaller batch is the answer, not more patience. */
        static final TimeOuts OF_BATCHES = new TimeOuts(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    /** For what is answered at once. */
    static HubClient forBatches(HubAccess access, TimeOuts timeOuts) {
        return new HubClient(access, access.client(timeOuts.answer(), timeOuts.call()));
    }

    /** For what the hub answers only when it has something to say. */
    static HubClient forDownlink(HubAccess access) {
        return new HubClient(access, access.client(LONG_POLL.plusSeconds(15), LONG_POLL.plusSeconds(30)));
    }

    /** A batch as it travels. */
    record Packed(Outgoing batch, byte[] body) {

        static Packed of(Outgoing batch) {
            return new Packed(batch, gzip(Wire.batch(batch.story(), batch.previous(), batch.boots(),
                    batch.entries().stream().map(HubClient::numbered).toList())));
        }
    }

    HubAnswer send(Packed packed, String token) {
        Request request = request(Wire.RESPONSES_PATH).header("Authorization", "Bearer " + token)
                .header("Content-Encoding", "gzip").post(RequestBody.create(packed.body(), BATCH)).build();
        return ask(request, answer -> receipts(answer, packed.batch().entries()));
    }

    /** Where the hub stands with a story. */
    HubAnswer mark(UUID story, String token) {
        Request request = new Request.Builder()
                .url(hub.newBuilder().encodedPath(Wire.MARK_PATH).addQueryParameter("story", story.toString()).build())
                .header("User-Agent", AGENT).header("Authorization", "Bearer " + token).build();
        return ask(request, HubClient::mark);
    }

    private static String numbered(Waiting entry) {
        return entry.withheld()
                .map(reason -> Wire.withheld(entry.sequence(), entry.link(), entry.id(), entry.digest(), reason))
                .orElseGet(() -> Wire.numbered(entry.sequence(), entry.link(), entry.text()));
    }

    /** Says what is wrong with this terminal. */
    HubAnswer tell(Condition condition, String token) {
        Request request = request(Wire.CONDITION_PATH).header("Authorization", "Bearer " + token)
                .post(RequestBody.create(Wire.json(condition), CONDITION)).build();
        return ask(request, answer -> answer.is(200, Wire.CONDITION_TYPE) ? new HubAnswer.Told() : answer.notAgreed());
    }

    HubAnswer pair(Pairing.Request pairing) {
        Request request = request(Wire.PAIRING_PATH).post(RequestBody.create(Wire.json(pairing), PAIRING)).build();
        return ask(request, HubClient::paired);
    }

    /** Whose PIN it is. */
    HubAnswer whose(StaffPin.Question question, String token) {
        Request request = request(Wire.STAFF_PIN_PATH).header("Authorization", "Bearer " + token)
                .post(RequestBody.create(Wire.json(question), STAFF_PIN)).build();
        return ask(request, HubClient::pinHolder);
    }

    /** Turns the token into a new one; the old one stays good until the new one is first used. */
    HubAnswer renew(String token) {
        Request request = request(Wire.TOKEN_PATH).header("Authorization", "Bearer " + token)
                .post(RequestBody.create(new byte[0])).build();
        return ask(request, HubClient::tokenGiven);
    }

    /**
     * Waits for what the hub has to say.
     *
     * @param after the number of the last message that this terminal has
     */
    HubAnswer listen(String token, long after, long progress) {
        HttpUrl.Builder address = hub.newBuilder().encodedPath(Wire.DOWNLINK_PATH)
                .addQueryParameter("after", String.valueOf(after))
                .addQueryParameter("wait", String.valueOf(LONG_POLL.toSeconds()));
        if (progress > 0) {
            address.addQueryParameter("progress", String.valueOf(progress));
        }
        Request request = new Request.Builder().url(address.build()).header("User-Agent", "amends-kiosk")
                .header("Authorization", "Bearer " + token).build();
        return ask(request, HubClient::messages);
    }

    @Override
    public void close() {
        cancel();
        http.connectionPool().evictAll();
        http.dispatcher().executorService().close();
    }

    /** Ends a call that is under way, from any thread, and lets no more begin. */
    void cancel() {
        cancelled = true;
        Call call = underWay;
        if (call != null) {
            call.cancel();
        }
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(hub.newBuilder().encodedPath(path).build()).header("User-Agent", AGENT);
    }

    private HubAnswer ask(Request request, Reader reader) {
        Call call = http.newCall(request);
        underWay = call;
        if (cancelled) {
            return new HubAnswer.NotNow("closing", Optional.empty(), false);
        }
        try (Response response = call.execute()) {
            byte[] body = response.peekBody(MOST_ANSWER_BYTES).bytes();
            return reader.read(new Answer(response.code(), type(response), body, patience(response)));
        } catch (IOException | NumberFormatException failed) {
            // The latter is OkHttp's, at a Retry-After beyond any int.
            return new HubAnswer.NotNow(failed.getClass().getSimpleName() + ": " + failed.getMessage(), Optional.empty(),
                    failed instanceof InterruptedIOException);
        }
    }

    private static HubAnswer receipts(Answer answer, List<Waiting> batch) {
        if (answer.is(200, Wire.RECEIPTS_TYPE)) {
            Optional<Receipts> receipts = Wire.read(answer.body(), Receipts.class);
            if (receipts.isPresent()) {
                Set<UUID> sent = new HashSet<>(batch.stream().map(Waiting::id).toList());
                List<UUID> ids = receipts.get().receipts().stream().filter(receipt -> receipt.outcome() != null)
                        .map(Receipt::id).filter(sent::contains).toList();
                if (!ids.isEmpty() && receipts.get().mark() != null) {
                    return new HubAnswer.Received(ids, receipts.get().mark());
                }
            }
        }
        Optional<Problem> problem = answer.problem();
        if (problem.isPresent()) {
            Map<Integer, String> reasons = new HashMap<>();
            problem.get().entries().stream().filter(entry -> entry.index() >= 0 && entry.index() < batch.size())
                    .forEach(entry -> reasons.put(entry.index(), answer.status() + " " + entry.reason()));
            switch (answer.status()) {
                case 409, 422 -> {
                    if (Wire.FORKED.equals(problem.get().type()) && !reasons.isEmpty()) {
                        return new HubAnswer.Forked(Collections.min(reasons.keySet()));
                    }
                    return reasons.isEmpty()
                            ? new HubAnswer.BatchRefused(answer.detail())
                            : new HubAnswer.EntriesRefused(reasons);
                }
                case 400, 413 -> {
                    return new HubAnswer.BatchRefused(answer.detail());
                }
                case 401 -> {
                    return new HubAnswer.NotKnown(answer.detail());
                }
                default -> {
                    // told below: later, or never, but not a matter of these entries
                }
            }
        }
        return answer.notAgreed();
    }

    private static HubAnswer mark(Answer answer) {
        if (answer.is(200, Wire.MARK_TYPE)) {
            Optional<Mark> mark = Wire.read(answer.body(), Mark.class);
            if (mark.isPresent()) {
                return new HubAnswer.Stands(mark.get());
            }
        }
        return answer.status() == 401 && answer.problem().isPresent()
                ? new HubAnswer.NotKnown(answer.detail())
                : answer.notAgreed();
    }

    private static HubAnswer paired(Answer answer) {
        if (answer.is(201, Wire.PAIRING_TYPE)) {
            Optional<Pairing.Answer> pairing = Wire.read(answer.body(), Pairing.Answer.class)
                    .filter(given -> given.terminal() != null && given.token() != null);
            if (pairing.isPresent()) {
                return new HubAnswer.Paired(pairing.get());
            }
        }
        Optional<Problem> problem = answer.problem();
        return answer.status() == 403 && problem.isPresent()
                ? new HubAnswer.NotKnown(answer.detail())
                : answer.notAgreed();
    }

    private static HubAnswer pinHolder(Answer answer) {
        if (answer.is(200, Wire.STAFF_PIN_TYPE)) {
            Optional<StaffPin.Holder> holder = Wire.read(answer.body(), StaffPin.Holder.class);
            if (holder.isPresent()) {
                return new HubAnswer.PinOf(holder.get());
            }
        }
        Optional<Problem> problem = answer.problem();
        if (answer.status() == 403 && problem.map(Problem::type).filter(Wire.WRONG_PIN::equals).isPresent()) {
            return new HubAnswer.PinOfNobody();
        }
        if (answer.status() == 429 && problem.isPresent() && answer.patience().isPresent()) {
            return new HubAnswer.PinsTooOften(answer.patience().get());
        }
        return answer.notKnown().orElseGet(answer::notAgreed);
    }

    private static HubAnswer tokenGiven(Answer answer) {
        if (answer.is(201, Wire.TOKEN_TYPE)) {
            Optional<Pairing.NewToken> given = Wire.read(answer.body(), Pairing.NewToken.class)
                    .filter(token -> token.token() != null && !token.token().isBlank());
            if (given.isPresent()) {
                return new HubAnswer.TokenGiven(given.get().token());
            }
        }
        return answer.notKnown().orElseGet(answer::notAgreed);
    }

    private static HubAnswer messages(Answer answer) {
        if (answer.is(200, Wire.DOWNLINK_TYPE)) {
            Optional<Downlink.Answer> said = Wire.read(answer.body(), Downlink.Answer.class);
            if (said.isPresent()) {
                return new HubAnswer.Messages(said.get().messages(), said.get().progress());
            }
        }
        return answer.notKnown().orElseGet(answer::notAgreed);
    }

    private static String type(Response response) {
        MediaType type = response.body().contentType();
        return type == null ? "no content type" : type.type() + "/" + type.subtype();
    }

    private static Optional<Duration> patience(Response response) {
        try {
            return Optional.ofNullable(response.header("Retry-After")).map(Long::parseLong).filter(seconds -> seconds > 0)
                    .map(Duration::ofSeconds).map(wait -> wait.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : wait);
        } catch (NumberFormatException aDateOrNonsense) {
            return Optional.empty();
        }
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new QuickGzip(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    /** Half of a batch are hashes and ids, of which more effort makes next to nothing smaller. */
    private static final class QuickGzip extends GZIPOutputStream {

        QuickGzip(OutputStream out) throws IOException {
            super(out, GZIP_BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private interface Reader {
        HubAnswer read(Answer answer);
    }

    private record Answer(int status, String type, byte[] body, Optional<Duration> patience) {

        boolean is(int agreedStatus, String agreedType) {
            return status == agreedStatus && type.equals(agreedType);
        }

        Optional<Problem> problem() {
            return type.equals(Wire.PROBLEM_TYPE) ? Wire.read(body, Problem.class) : Optional.empty();
        }

        /** A problem may leave its words out, but what is set aside is set aside for a reason. */
        String detail() {
            return problem().map(Problem::detail).orElse("status " + status);
        }

        /** A problem document that says that the token is not good. */
        Optional<HubAnswer> notKnown() {
            return status == 401 && problem().isPresent()
                    ? Optional.of(new HubAnswer.NotKnown(detail()))
                    : Optional.empty();
        }

        HubAnswer notAgreed() {
            return new HubAnswer.NotNow("status " + status + ", " + type
                    + problem().map(Problem::detail).map(detail -> ": " + detail).orElse(""), patience, false);
        }
    }
}
