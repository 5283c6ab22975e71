package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.amends.wire.Condition;
import org.amends.wire.Condition.Trouble;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Staff read above their inbox which terminal is in trouble, since when and why. */
@Timeout(60)
class ConditionTest {

    private static final String WORDS = "<b>the disk</b> is full";

    @TempDir
    private static Path data;
    private static TestHub hub;
    private static String token;

    @BeforeAll
    static void start() {
        hub = new TestHub(data);
        hub.hire("ana", "Ana");
        token = hub.paired().token();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void whatIsWrongStandsAboveTheInboxFromWhenItBeganUntilItIsOver() {
        TestHub.Browser ana = hub.signedIn("ana");
        assertThat(say(token, new Trouble("cannot-save", 120_000, WORDS)).statusCode()).isEqualTo(200);
        String since = line(ana.page("/inbox"));
        assertThat(since).startsWith("Reception cannot save what guests say since ")
                .endsWith(": &lt;b&gt;the disk&lt;/b&gt; is full");

        hub.clock.pass(Duration.ofMinutes(10));
        say(token, new Trouble("cannot-save", 120_000, WORDS), new Trouble("a-new-kind", 0, "it hums"),
                new Trouble("devices-out-of-order", 0, "help on line 17: it is stuck"));
        assertThat(ana.page("/inbox")).contains(since, "Reception reports trouble since ",
                "Reception has devices out of order since ", "help on line 17: it is stuck");

        say(token);
        assertThat(ana.page("/inbox")).doesNotContain("Reception cannot save", "it hums");
    }

    @Test
    void anOpenPageHearsOfItWithoutALoad() throws Exception {
        TestHub.Browser ana = hub.signedIn("ana");
        HttpResponse<InputStream> stream = hub.send(ana.to("/inbox/events?view=open"), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            say(token, new Trouble("outbox-damaged", 0, "a file broke"));
            String line = lines.readLine();
            while (!line.contains("a file broke")) {
                line = lines.readLine();
            }
            assertThat(line).startsWith("data:").contains("goes on after damage");
        }
        say(token);
    }

    @Test
    void whatIsNoConditionOrFromNobodyIsRefused() {
        assertThat(say("nobody", new Trouble("x", 0, "x")).statusCode()).isEqualTo(401);
        for (String body : List.of("", "null", "{\"troubles\":[{\"kind\":\"X Y\",\"lasting\":0,\"words\":\"x\"}]}",
                "{\"troubles\":[{\"kind\":\"x\",\"lasting\":-1,\"words\":\"x\"}]}",
                "{\"troubles\":[{\"kind\":\"x\",\"lasting\":0}]}", "{\"troubles\":[null]}",
                "{\"troubles\":[{\"kind\":\"x\",\"lasting\":0,\"words\":\"" + "x".repeat(201) + "\"}]}",
                "{\"troubles\":[{\"kind\":\"x\",\"lasting\":0,\"words\":\"x\"},{\"kind\":\"x\",\"lasting\":0,\"words\":\"y\"}]}")) {
            HttpResponse<byte[]> answer = post(token, Wire.CONDITION_TYPE, body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(TestHub.problem(answer).type()).endsWith("unreadable");
        }
        assertThat(post(token, Wire.CONDITION_TYPE, new byte[9000]).statusCode()).isEqualTo(413);
        assertThat(post(token, "application/json", "{}".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(415);
    }

    private static String line(String page) {
        String from = page.substring(page.indexOf("id=\"troubles\""));
        return from.substring(from.indexOf("<p>") + 3, from.indexOf("</p>"));
    }

    private static HttpResponse<byte[]> say(String token, Trouble... troubles) {
        return post(token, Wire.CONDITION_TYPE, Wire.json(new Condition(List.of(troubles))));
    }

    private static HttpResponse<byte[]> post(String token, String type, byte[] body) {
        return hub.send(hub.to(Wire.CONDITION_PATH).header("Authorization", "Bearer " + token).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
