package org.amends.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who holds a connection without using it. */
@Timeout(30)
class ConnectionsTest {

    private static final int MOST = 20;

    private final AtomicLong now = new AtomicLong();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.addBean(new Connections(connector, MOST, now::get));
        server.addConnector(connector);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop();
    }

    @Test
    void headers_that_trickle_are_cut_and_others_are_not() throws IOException {
        Socket trickles = open();
        say(trickles, "GET / HTTP/1.1\r\nHost: hub\r\nX-Slow: ");
        Socket waits = open();
        assertThat(asked(waits)).startsWith("HTTP/1.1 404");

        now.addAndGet(Connections.LONGEST_HEADERS.toNanos() + 1);

        assertThat(trickles.getInputStream().read()).isEqualTo(-1);
        assertThat(asked(waits)).startsWith("HTTP/1.1 404");
    }

    @Test
    void one_address_cannot_have_all_connections() throws IOException {
        for (int i = 0; i < MOST; i++) {
            assertThat(asked(open())).startsWith("HTTP/1.1 404");
        }
        Socket first = sockets.getFirst();

        assertThat(asked(open())).isEmpty();
        assertThat(asked(first)).startsWith("HTTP/1.1 404");
        first.close();
        // Its place is free again once the server has seen that.
        String answer;
        do {
            answer = asked(open());
        } while (answer.isEmpty());
        assertThat(answer).startsWith("HTTP/1.1 404");
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), connector.getLocalPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first line of the answer to something harmless; nothing where the connection has ended. */
    private static String asked(Socket socket) {
        StringBuilder all = new StringBuilder();
        try {
            say(socket, "HEAD / HTTP/1.1\r\nHost: hub\r\n\r\n");
            while (all.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return "";
                }
                all.append((char) next);
            }
        } catch (IOException reset) {
            return "";
        }
        return all.toString();
    }
}
