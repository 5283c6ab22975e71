package org.amends.hub.messages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on loopback that behaves as it is told, connection by connection, and else as it should. */
public final class MailReceiver implements AutoCloseable {

    /** What it does with one connection. */
    public enum Mood {
        GOOD, HANGS_UP, SAYS_NOTHING, BUSY, KNOWS_NOBODY, TAKES_IT_AND_HANGS_UP, TAKES_IT_AND_SAYS_NOTHING, ANSWERS_TWICE, DRIPS
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Mood> moods = new ConcurrentLinkedQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    /** Every message that it took, whether or not it said so. */
    public final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile Mood usual = Mood.GOOD;

    public MailReceiver() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    void next(Mood... some) {
        moods.addAll(List.of(some));
    }

    public void usually(Mood mood) {
        usual = mood;
    }

    List<String> ids() {
        return taken.stream().flatMap(mail -> mail.lines().filter(line -> line.startsWith("Message-ID: "))).toList();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Mood next = moods.poll();
                Thread.ofVirtual().start(() -> serve(socket, next == null ? usual : next));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket socket, Mood mood) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            if (mood == Mood.HANGS_UP) {
                return;
            }
            if (mood == Mood.SAYS_NOTHING) {
                in.readLine();
                return;
            }
            if (mood == Mood.DRIPS) {
                while (true) {
                    say(out, "220-still thinking");
                    Thread.sleep(20);
                }
            }
            say(out, "220 here");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]")[0].toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "RCPT" -> say(out, mood == Mood.BUSY
                            ? "451 later"
                            : mood == Mood.KNOWS_NOBODY ? "550 nobody of that name" : "250 ok");
                    case "DATA" -> {
                        say(out, "354 go on");
                        StringBuilder mail = new StringBuilder();
                        for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
                            if (text == null) {
                                return;
                            }
                            mail.append(text).append('\n');
                        }
                        taken.add(mail.toString());
                        if (mood == Mood.TAKES_IT_AND_HANGS_UP) {
                            return;
                        }
                        if (mood == Mood.TAKES_IT_AND_SAYS_NOTHING) {
                            in.readLine();
                            return;
                        }
                        say(out, mood == Mood.ANSWERS_TWICE ? "250 ok\r\n250 ok" : "250 ok");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException | InterruptedException gone) {
            // the other side had enough
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
