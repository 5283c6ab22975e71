package org.amends.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** The hub's doors as terminals and browsers find them, and what time it is there. */
final class Doors implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final String hub;
    private final Clock clock;

    /**
     * @param port the hub's, on this machine
     */
    Doors(int port, Clock clock) {
        hub = "http://127.0.0.1:" + port;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(hub + path)).timeout(PATIENCE).header("Accept-Language", "en");
    }

    /** A form as a browser sends it. */
    HttpRequest.Builder form(String path, Map<String, String> fields) {
        return to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** What stops a day that is played: the hub took something otherwise than it should. */
    static IOException refused(String what, HttpResponse<byte[]> answer) {
        return new IOException("the hub answered " + what + " with " + answer.statusCode());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
