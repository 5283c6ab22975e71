package org.amends.hub.messages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something on loopback that takes webhooks and answers what it is told, connection by connection, and else 204. */
final class WebhookReceiver implements AutoCloseable {

    static final String GOOD = "HTTP/1.1 204 No Content\r\n\r\n";
    static final String STALL = "stall";
    static final String HANG_UP = "";

    /** What came, headers by their names in small letters. */
    record Got(Map<String, String> headers, String body) {
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile String usual = GOOD;

    WebhookReceiver() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
    }

    void next(String... some) {
        answers.addAll(List.of(some));
    }

    void usually(String answer) {
        usual = answer;
    }

    static String status(int code, String... headers) {
        return "HTTP/1.1 " + code + " So\r\nContent-Length: 0\r\n"
                + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n";
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            for (String first = in.readLine(); first != null; first = in.readLine()) {
                Map<String, String> headers = new HashMap<>();
                for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                    headers.put(line.split(": ", 2)[0].toLowerCase(Locale.ROOT), line.split(": ", 2)[1]);
                }
                char[] body = new char[Integer.parseInt(headers.get("content-length"))];
                for (int at = 0; at < body.length; at += in.read(body, at, body.length - at)) {
                    Thread.onSpinWait();
                }
                got.add(new Got(headers, new String(body)));
                String next = answers.poll();
                String answer = next == null ? usual : next;
                if (answer.equals(STALL)) {
                    in.readLine();
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.UTF_8));
                out.flush();
                if (!answer.equals(GOOD)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // the other side had enough
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
