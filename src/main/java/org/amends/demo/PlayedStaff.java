package org.amends.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody of the staff, signed in, who opens pages and presses what is on them. */
final class PlayedStaff {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(5);

    private final Doors doors;
    private final String cookie;
    private final String csrf;

    /** Signs in. */
    PlayedStaff(Doors doors, String account, String password) throws IOException, InterruptedException {
        this.doors = doors;
        HttpResponse<byte[]> answer = doors.send(doors.form("/sign-in", Map.of("name", account, "password", password)));
        cookie = answer.headers().firstValue("Set-Cookie").orElseThrow(() -> Doors.refused("a sign-in", answer))
                .split(";")[0];
        Matcher token = CSRF.matcher(page("/inbox"));
        if (!token.find()) {
            throw new IOException("the inbox has no token for forms");
        }
        csrf = token.group(1);
    }

    /** A page that they open. */
    String page(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = doors.send(doors.to(path).header("Cookie", cookie));
        if (answer.statusCode() != 200) {
            throw Doors.refused(path, answer);
        }
        return Doors.text(answer);
    }

    /** Opens a page until something is on it: what becomes of an entry is decided within milliseconds, but not at once. */
    Matcher find(String path, Pattern wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (true) {
            Matcher found = wanted.matcher(page(path));
            if (found.find()) {
                return found;
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException(path + " does not show " + wanted);
            }
            LockSupport.parkNanos(LOOKS_EVERY.toNanos());
        }
    }

    /**
     * Sends a form.
     *
     * @return where the browser goes then
     */
    String press(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(fields);
        all.put("csrf", csrf);
        HttpResponse<byte[]> answer = doors.send(doors.form(path, all).header("Cookie", cookie));
        return answer.headers().firstValue("Location").filter(_ -> answer.statusCode() == 303)
                .orElseThrow(() -> Doors.refused(path, answer));
    }

    /** Redeems a voucher at the till. */
    void redeem(String code) throws IOException, InterruptedException {
        for (String step : List.of("/till/look", "/till/redeem")) {
            HttpResponse<byte[]> answer = doors
                    .send(doors.form(step, Map.of("code", code, "csrf", csrf)).header("Cookie", cookie));
            if (answer.statusCode() != 200) {
                throw Doors.refused(step, answer);
            }
        }
    }
}
