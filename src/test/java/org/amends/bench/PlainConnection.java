package org.amends.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HTTP/1.1 by hand on one connection, so that anything at all can be said on it, and a thousand of them cost nothing. */
final class PlainConnection implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;

    /**
     * @param from   which address of this machine to come from, such as 127.0.0.1
     * @param silent how long the other side may say nothing
     */
    PlainConnection(String from, int port, Duration silent) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout(Math.toIntExact(silent.toMillis()));
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
            in = new BufferedInputStream(socket.getInputStream(), 4096);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /**
     * What came back.
     *
     * @param headers each as {@code name: value}, names in small letters
     */
    record Answer(int status, List<String> headers, byte[] body) {

        Optional<String> header(String name) {
            return headers.stream().filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2)).findFirst();
        }

        boolean lastOfItsConnection() {
            return header("connection").filter("close"::equalsIgnoreCase).isPresent();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Says that nothing more will be said, and listens on. */
    void sayNoMore() throws IOException {
        socket.shutdownOutput();
    }

    /** The next line, without its end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** The next piece of a body that comes in pieces; of no length at its end. */
    byte[] piece() throws IOException {
        byte[] piece = in.readNBytes(Integer.parseInt(line(), 16));
        line();
        return piece;
    }

    /**
     * The next answer, whole.
     *
     * @param bodiless whether a HEAD was asked, which is answered without a body
     */
    Answer answer(boolean bodiless) throws IOException {
        String[] first = line().split(" ", 3);
        int status = Integer.parseInt(first[1]);
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            headers.add(header[0].toLowerCase(Locale.ROOT) + ": " + header[1].strip());
        }
        Answer head = new Answer(status, headers, new byte[0]);
        if (status == 100) {
            return answer(bodiless);
        }
        if (bodiless || status == 304 || status == 204) {
            return head;
        }
        return new Answer(status, headers, body(head));
    }

    private byte[] body(Answer head) throws IOException {
        if (head.header("transfer-encoding").isPresent()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] piece = piece(); piece.length > 0; piece = piece()) {
                all.write(piece);
            }
            return all.toByteArray();
        }
        Optional<Integer> length = head.header("content-length").map(Integer::valueOf);
        byte[] body = length.isPresent() ? in.readNBytes(length.get()) : in.readAllBytes();
        if (length.isPresent() && body.length < length.get()) {
            throw new EOFException("the answer was cut");
        }
        return body;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
