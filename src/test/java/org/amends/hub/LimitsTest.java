package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a hub does with those who ask too much of it. */
@Timeout(60)
class LimitsTest {

    @TempDir
    private static Path data;
    private static TestHub hub;
    private String token;

    @BeforeAll
    static void start() {
        hub = new TestHub(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void pair() {
        hub.clock.pass(Duration.ofMinutes(2));
        token = hub.paired().token();
    }

    @Test
    void a_terminal_has_one_batch_in_hand_and_another_has_its_own() throws IOException {
        String text = Guest.at("Reception", hub.clock.instant()).rates(1);
        byte[] batch = hub.story(token).batch(text).getBytes(StandardCharsets.UTF_8);
        URI uri = hub.to(Wire.RESPONSES_PATH).build().uri();
        boolean cameFirst = false;
        for (int tries = 0; !cameFirst && tries < 20; tries++) {
            try (Socket slow = new Socket(uri.getHost(), uri.getPort())) {
                slow.getOutputStream().write(("POST " + Wire.RESPONSES_PATH
                        + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: " + Wire.BATCH_TYPE + "\r\nContent-Length: " + batch.length + "\r\n\r\n{")
                        .getBytes(StandardCharsets.ISO_8859_1));
                InputStream answer = slow.getInputStream();
                HttpResponse<byte[]> second;
                do {
                    second = broken(token);
                } while (second.statusCode() == 400 && answer.available() == 0);
                // Where one of those was just in hand when the slow one knocked, that was sent away: once more.
                cameFirst = answer.available() == 0;
                if (cameFirst) {
                    assertThat(second.statusCode()).isEqualTo(429);
                    assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
                    assertThat(broken(hub.paired().token()).statusCode()).isEqualTo(400);

                    slow.getOutputStream().write(batch, 1, batch.length - 1);
                    assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
                }
            }
        }
        assertThat(cameFirst).isTrue();
        assertThat(broken(token).statusCode()).isEqualTo(400);
    }

    @Test
    void a_batch_that_is_cut_on_the_way_is_refused_and_frees_its_place() throws IOException {
        URI uri = hub.to(Wire.RESPONSES_PATH).build().uri();
        try (Socket cut = new Socket(uri.getHost(), uri.getPort())) {
            cut.getOutputStream().write(("POST " + Wire.RESPONSES_PATH + " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer "
                    + token + "\r\nContent-Type: " + Wire.BATCH_TYPE + "\r\nContent-Length: 100\r\n\r\n{")
                    .getBytes(StandardCharsets.ISO_8859_1));
            cut.shutdownOutput();

            assertThat(new String(cut.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400").contains(Wire.PROBLEM_TYPE);
        }
        assertThat(broken(token).statusCode()).isEqualTo(400);
    }

    @Test
    void a_terminal_whose_requests_come_to_nothing_is_slowed_down() {
        int refused = 0;
        while (broken(token).statusCode() == 400) {
            refused++;
        }
        HttpResponse<byte[]> answer = broken(token);

        assertThat(refused).isEqualTo(600);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(TestHub.problem(answer).type()).isEqualTo(Wire.PROBLEM_TYPE_PREFIX + "too-often");
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(1);
        hub.clock.pass(Duration.ofSeconds(1));
        assertThat(broken(token).statusCode()).isEqualTo(400);
    }

    @Test
    void strangers_are_slowed_down_and_a_terminal_at_their_address_is_not() {
        int refused = 0;
        while (broken("guessed").statusCode() == 401) {
            refused++;
        }
        HttpResponse<byte[]> answer = broken("guessed");

        assertThat(refused).isEqualTo(600);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(1);
        assertThat(hub.send(hub.batch(token, Guest.at("Lift", hub.clock.instant()).rates(4))).statusCode())
                .isEqualTo(200);
    }

    /** Sent in one piece: a refusal may come before a client has sent all, and close the line under it. */
    @Test
    void a_batch_that_does_not_say_its_length_is_refused() throws IOException {
        URI uri = hub.to(Wire.RESPONSES_PATH).build().uri();
        try (Socket chunked = new Socket(uri.getHost(), uri.getPort())) {
            chunked.setSoTimeout(10_000);
            chunked.getOutputStream().write(("POST " + uri.getPath() + " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer "
                    + token + "\r\nContent-Type: " + Wire.BATCH_TYPE
                    + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(chunked.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 411").contains(Wire.PROBLEM_TYPE);
        }
    }

    @Test
    void eight_million_empty_brackets_are_refused_before_they_fill_the_memory() {
        byte[] brackets = ("{\"entries\":[" + "{},".repeat(300_000)).getBytes(StandardCharsets.UTF_8);

        assertThat(hub.send(hub.batch(token).POST(BodyPublishers.ofByteArray(brackets))).statusCode()).isEqualTo(400);
    }

    @Test
    void what_no_file_could_keep_as_it_is_is_refused() {
        String half = Guest.at("Reception", hub.clock.instant()).writes("@").replace("\"@\"", "\"\\ud83d\"");
        byte[] wide = hub.story(token).batch(Guest.at("Reception", hub.clock.instant()).rates(4))
                .getBytes(StandardCharsets.UTF_16LE);

        assertThat(hub.send(hub.batch(token, half)).statusCode()).isEqualTo(422);
        assertThat(hub.send(hub.batch(token).POST(BodyPublishers.ofByteArray(wide))).statusCode()).isEqualTo(400);
    }

    @Test
    void a_form_that_is_no_form_is_refused_like_one_without_its_token() {
        hub.hire("mara", "Mara Berg");
        TestHub.Browser mara = hub.signedIn("mara");
        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=x", "text/plain")) {
            assertThat(hub.send(mara.to("/cases/1/take").header("Content-Type", type)
                    .POST(BodyPublishers.ofString("csrf=x"))).statusCode()).as(type).isEqualTo(403);
        }
        assertThat(hub.send(mara.to("/cases/1/take")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=nonsense")
                .POST(BodyPublishers.ofString("csrf=x"))).statusCode()).isEqualTo(400);
    }

    private static HttpResponse<byte[]> broken(String token) {
        return hub.send(hub.batch(token).POST(BodyPublishers.ofString("{")));
    }
}
