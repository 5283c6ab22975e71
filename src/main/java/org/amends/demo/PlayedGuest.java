package org.amends.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A guest's phone, which knows the code that a terminal has shown and opens the page behind it. */
final class PlayedGuest {

    private static final Pattern VOUCHER = Pattern.compile("<code class=\"code\"[^>]*>([^<]+)<");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(5);

    private final Doors doors;

    PlayedGuest(Doors doors) {
        this.doors = doors;
    }

    /** The page of a code, as soon as the hub knows that: within milliseconds, but not at once. */
    String page(String code) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (true) {
            HttpResponse<byte[]> answer = doors.send(doors.to("/g/" + code));
            if (answer.statusCode() == 200) {
                return Doors.text(answer);
            }
            if (System.nanoTime() - end > 0) {
                throw Doors.refused("a guest's page", answer);
            }
            LockSupport.parkNanos(LOOKS_EVERY.toNanos());
        }
    }

    /** Sends a form of it. */
    void send(String code, String form, String field, String words) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = doors.send(doors.form("/g/" + code + form, Map.of(field, words)));
        if (answer.statusCode() != 303) {
            throw Doors.refused("a guest's " + form, answer);
        }
    }

    /** The first voucher on it that was not used yet. */
    String voucher(String code) throws IOException, InterruptedException {
        Matcher found = VOUCHER.matcher(page(code));
        if (!found.find()) {
            throw new IOException("a guest's page has no voucher");
        }
        return found.group(1);
    }
}
