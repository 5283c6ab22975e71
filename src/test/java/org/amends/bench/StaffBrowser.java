package org.amends.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody of the staff, signed in, without a screen: it asks for pages and sends their forms, one after the other. */
final class StaffBrowser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final HubUnderLoad hub;
    private final String name;
    /** Where it comes from: sign-ins from one address are counted. */
    private final String address;
    private String cookie = "";
    private String csrf = "";
    /** One request at a time: several open pages may be of one browser. */
    private PlainConnection connection;

    /**
     * @param name what is typed to sign in
     * @param turn which of many this is, from 0 to 60000: each has an address of this machine's own
     */
    StaffBrowser(HubUnderLoad hub, String name, int turn) {
        this.hub = hub;
        this.name = name;
        address = "127.1." + turn / 250 + "." + (turn % 250 + 1);
    }

    String name() {
        return name;
    }

    /** Signs in, and looks at the inbox for the token that forms carry. */
    StaffBrowser signIn() throws IOException {
        PlainConnection.Answer answer = send("POST", "/sign-in",
                "name=" + name + "&password=" + URLEncoder.encode(HubUnderLoad.PASSWORD, StandardCharsets.UTF_8));
        cookie = answer.header("set-cookie")
                .orElseThrow(() -> new IllegalStateException(answer.status() + " " + answer.text())).split(";")[0];
        Matcher found = CSRF.matcher(get("/inbox").text());
        if (!found.find()) {
            throw new IllegalStateException("the inbox has no token for forms");
        }
        csrf = found.group(1);
        return this;
    }

    PlainConnection.Answer get(String path) throws IOException {
        return send("GET", path, "");
    }

    PlainConnection.Answer post(String path, String form) throws IOException {
        return send("POST", path, "csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8) + "&" + form);
    }

    /** Listens to a stream of events, on a connection of its own. */
    EventFeed listen(String path, Duration silent) throws IOException {
        PlainConnection stream = new PlainConnection(address, hub.port(), silent);
        try {
            stream.say(head("GET", path, "").getBytes(StandardCharsets.UTF_8));
            String status = stream.line();
            if (!status.contains(" 200 ")) {
                throw new IOException("the stream was answered with " + status);
            }
            while (!stream.line().isEmpty()) {
                // headers
            }
            return new EventFeed(stream);
        } catch (IOException failed) {
            stream.close();
            throw failed;
        }
    }

    private synchronized PlainConnection.Answer send(String method, String path, String form) throws IOException {
        try {
            if (connection == null) {
                connection = new PlainConnection(address, hub.port(), PATIENCE);
            }
            connection.say((head(method, path, form) + form).getBytes(StandardCharsets.UTF_8));
            PlainConnection.Answer answer = connection.answer(false);
            if (answer.lastOfItsConnection()) {
                close();
            }
            return answer;
        } catch (IOException broken) {
            close();
            throw broken;
        }
    }

    private String head(String method, String path, String form) {
        return method + " " + path + " HTTP/1.1\r\nHost: hub\r\nAccept-Language: en\r\n"
                + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n")
                + (method.equals("POST")
                        ? "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n"
                        : "")
                + "\r\n";
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
