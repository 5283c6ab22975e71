package org.amends.hub.messages;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts JSON to an address, signed: {@code Amends-Signature} is {@code v1=} and the HMAC-SHA256, in hexadecimal, of the time
 * in {@code Amends-Timestamp} (seconds since 1970), a dot and the body. {@code Idempotency-Key} is the same at each try.
 * Nobody is followed elsewhere: a redirect is a refusal. Any 2xx means that they have it.
 */
public final class WebhookSender implements Sender, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final Secret key;
    private final Clock clock;
    private final Duration answer;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT).build();

    /**
     * @param key what messages are signed with
     */
    public WebhookSender(Secret key, Clock clock) {
        this(key, clock, ANSWER);
    }

    /** With another patience. */
    WebhookSender(Secret key, Clock clock, Duration answer) {
        this.key = key;
        this.clock = clock;
        this.answer = answer;
    }

    @Override
    public Channel channel() {
        return Channel.WEBHOOK;
    }

    @Override
    public String destination(Outgoing message) {
        return URI.create(message.address()).getAuthority();
    }

    @Override
    public Outcome send(Outgoing message) {
        String time = String.valueOf(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(URI.create(message.address())).timeout(answer)
                .header("Content-Type", "application/json").header("User-Agent", "Amends")
                .header("Idempotency-Key", message.message()).header("Amends-Timestamp", time)
                .header("Amends-Signature", "v1=" + signature(key, time + "." + message.body()))
                .POST(BodyPublishers.ofString(message.body())).build();
        // Nothing of the answer is read but its status: a body without an end holds up nobody.
        CompletableFuture<HttpResponse<InputStream>> answered = http.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = answered.get(answer.plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS);
            response.body().close();
            return outcome(response);
        } catch (TimeoutException tooLong) {
            answered.cancel(true);
            return new Outcome.Later("no answer", Optional.empty());
        } catch (ExecutionException failed) {
            return new Outcome.Later("no answer (" + failed.getCause().getClass().getSimpleName() + ")", Optional.empty());
        } catch (IOException closing) {
            return new Outcome.Later("the answer broke off", Optional.empty());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Later("the hub was stopped", Optional.empty());
        }
    }

    private static Outcome outcome(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        String words = "answered " + status;
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Outcome.Later(words, response.headers().firstValue("Retry-After")
                    .filter(text -> text.matches("\\d{1,6}")).map(text -> Duration.ofSeconds(Long.parseLong(text)))
                    .map(asked -> asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked));
        }
        return new Outcome.Refused(words);
    }

    /** The HMAC-SHA256 of a text, in hexadecimal. */
    static String signature(Secret key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.text().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA256", impossible);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
