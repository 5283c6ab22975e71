package org.amends.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who the sample venue's hub tells outside of the inbox: two phones that are this process. The one of whoever is on duty takes
 * every message; the other's number is out of use, so that the page of what could not be delivered has something to show.
 */
final class DutyPhones implements AutoCloseable {

    private static final int KEY_BYTES = 32;

    private static final String OFFERS = """
            # Written anew at each start of the demonstration. installers/hub/offers.yaml explains every key.
            currency: EUR
            offers:
              apology:
                kind: apology
                title: {en: Our sincere apology, de: Unsere aufrichtige Entschuldigung, fr: Nos sincères excuses}
              dessert:
                kind: free-product
                title: {en: A dessert on the house, de: Ein Dessert aufs Haus, fr: Un dessert offert,
                        es: Un postre por cuenta de la casa, ja: デザートを一品サービス, ar: حلوى على حسابنا}
                worth: 1200
                voucher: true
                valid-days: 30
              discount-20:
                kind: discount
                title: {en: 20 euros off your next stay, de: 20 Euro auf den nächsten Aufenthalt,
                        fr: 20 euros sur le prochain séjour, es: 20 euros en su próxima estancia}
                worth: 2000
                voucher: true
                valid-days: 365
              suite-upgrade:
                kind: upgrade
                title: {en: An upgrade to a suite, de: Ein Upgrade in eine Suite, fr: Un surclassement en suite}
                worth: 12000
            proposals:
              urgent: {ours: suite-upgrade, partly: discount-20, not-ours: dessert, unclear: discount-20}
              high: {ours: discount-20, partly: dessert, not-ours: apology, unclear: dessert}
              normal: {ours: dessert, partly: dessert, not-ours: apology, unclear: apology}
              low: {ours: apology, partly: apology, not-ours: apology, unclear: apology}
            limits:
              staff: {each: 1500, day: 6000}
              lead: {each: 5000, day: 20000}
              manager: {each: 20000, day: 100000}
              administrator: {each: 20000, day: 100000}
            per-guest:
              days: 90
              alone: {worth: 4000, count: 2}
              approved: {worth: 20000, count: 5}
            second-person-from: 10000
            """;

    private final HttpServer server;
    private final AtomicInteger told = new AtomicInteger();

    /** Begins to listen, on any free port of this machine. */
    DutyPhones() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/on-duty", 204);
        answer("/out-of-use", 410);
        server.start();
    }

    private void answer(String path, int status) {
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (status == 204) {
                told.incrementAndGet();
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    /** How many messages were taken. */
    int told() {
        return told.get();
    }

    /**
     * Writes the hub's settings, with a duty plan that names these phones, and with what guests are offered.
     *
     * @param  venue the folder for them
     * @return       the settings' file
     */
    Path writeSettings(Path venue) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.writeString(venue.resolve("webhook-key"), HexFormat.of().formatHex(key));
        Files.writeString(venue.resolve("duty.yaml"), """
                # Written anew at each start of the demonstration. installers/hub/duty.yaml explains every key.
                address: https://hub.example.org
                targets:
                  normal: {acknowledge: 5, respond: 15, resolve: 60}
                people:
                  phone-on-duty:
                    webhook: http://127.0.0.1:%1$d/on-duty
                  manager-at-home:
                    webhook: http://127.0.0.1:%1$d/out-of-use
                escalation:
                  nobody-took-it:
                    - {after: 0, tell: [phone-on-duty], by: [webhook]}
                    - {after: 25, tell: [manager-at-home], by: [webhook]}
                # The day's staff are asked by their phones and have no page open that could say what it has shown.
                seen-within: 0
                webhooks:
                  key-file: webhook-key
                """.formatted(server.getAddress().getPort()));
        Files.writeString(venue.resolve("offers.yaml"), OFFERS);
        return Files.writeString(venue.resolve("hub.yaml"),
                "duty: duty.yaml\noffers: offers.yaml\nguest-languages: [en, de]\n");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
