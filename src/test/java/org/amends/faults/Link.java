package org.amends.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The network between terminal and hub: it carries bytes both ways, and a {@link Trouble} can be laid upon it. The terminal
 * knows only this end's port, so that a hub may come back on another.
 */
final class Link implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 5_000;
    /** Below the ports that the system hands out by itself, so that nobody takes this one while the link refuses. */
    private static final int FIRST_PORT = 18_000;
    private static final int LAST_PORT = 31_000;

    private final int port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile int hubPort;
    private volatile Trouble trouble = Trouble.NONE;
    private volatile boolean closed;
    private ServerSocket listener;

    Link() {
        // Not by the seed: which port it is makes no difference to what happens.
        RandomGenerator random = new SplittableRandom();
        ServerSocket found = null;
        for (int tries = 0; found == null && tries < 200; tries++) {
            found = bind(random.nextInt(FIRST_PORT, LAST_PORT));
        }
        if (found == null) {
            throw new IllegalStateException("no free port from " + FIRST_PORT + " to " + LAST_PORT);
        }
        port = found.getLocalPort();
        listen(found);
    }

    /** Where the terminal finds the hub. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Where the hub is now. */
    void leadTo(int newHubPort) {
        hubPort = newHubPort;
    }

    /** From now on this happens on the link. */
    synchronized void suffer(Trouble next) {
        Trouble before = trouble;
        trouble = next;
        if (!before.listens() && next.listens()) {
            ServerSocket again = null;
            for (int tries = 0; again == null && tries < 100; tries++) {
                again = bind(port);
                if (again == null) {
                    Pause.millis(20);
                }
            }
            if (again == null) {
                throw new IllegalStateException("port " + port + " was taken meanwhile");
            }
            listen(again);
        } else if (before.listens() && !next.listens()) {
            stopListening();
        }
        before.over();
        if (before == Trouble.NONE ? next.resetsAtStrike() : before.resetsAtHeal()) {
            connections.forEach(Connection::reset);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopListening();
        connections.forEach(Connection::reset);
    }

    private Socket toHub() throws IOException {
        Socket hub = new Socket();
        hub.setTcpNoDelay(true);
        hub.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort), CONNECT_MILLIS);
        return hub;
    }

    private static ServerSocket bind(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException taken) {
            return null;
        }
    }

    private void listen(ServerSocket socket) {
        listener = socket;
        Thread.ofVirtual().start(() -> {
            while (!closed && !socket.isClosed()) {
                try {
                    new Connection(socket.accept()).begin();
                } catch (IOException over) {
                    // the loop's condition says whether it is
                }
            }
        });
    }

    private void stopListening() {
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One connection of the terminal, and the one to the hub that belongs to it. */
    final class Connection {

        private final Socket terminal;
        private volatile Socket hub;
        private volatile boolean dead;

        Connection(Socket terminal) throws IOException {
            this.terminal = terminal;
            terminal.setTcpNoDelay(true);
        }

        /** Bytes on their way to the hub. */
        void toHub(byte[] bytes) throws IOException {
            if (hub == null) {
                throw new IOException("not connected to the hub");
            }
            hub.getOutputStream().write(bytes);
        }

        /** Bytes on their way to the terminal. */
        void toTerminal(byte[] bytes) throws IOException {
            terminal.getOutputStream().write(bytes);
        }

        /** Answers in the hub's place, and ends the connection in order. */
        void answer(String text) throws IOException {
            toTerminal(text.getBytes(StandardCharsets.UTF_8));
            terminal.shutdownOutput();
        }

        /** The same bytes once more, on a connection of their own, whose answer nobody hears. */
        void again(byte[] request) {
            Thread.ofVirtual().start(() -> {
                try (Socket second = Link.this.toHub()) {
                    second.setSoTimeout(ANSWER_MILLIS);
                    second.getOutputStream().write(request);
                    second.getInputStream().read(new byte[16 * 1024]);
                } catch (IOException away) {
                    // a request that is not doubled, then
                }
            });
        }

        /** From now on neither end hears the other, and neither is told. */
        void fallSilent() {
            dead = true;
        }

        /** Both ends are told that the other one is gone, in the middle of whatever it is. */
        void reset() {
            connections.remove(this);
            reset(terminal);
            reset(hub);
        }

        private void begin() {
            connections.add(this);
            Trouble now = trouble;
            if (closed || now.turnsAway()) {
                reset();
                return;
            }
            Thread.ofVirtual().start(() -> {
                try {
                    hub = Link.this.toHub();
                    Thread.ofVirtual().start(() -> carry(hub, (t, bytes) -> t.toTerminal(this, bytes)));
                } catch (IOException away) {
                    if (!now.answersItself()) {
                        reset();
                        return;
                    }
                }
                carry(terminal, (t, bytes) -> t.toHub(this, bytes));
            });
        }

        private void carry(Socket from, Way way) {
            byte[] buffer = new byte[16 * 1024];
            try {
                for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                    if (!dead) {
                        way.go(trouble, Arrays.copyOf(buffer, read));
                    }
                }
            } catch (IOException over) {
                // both ends hear of it below
            }
            reset();
        }

        private static void reset(Socket socket) {
            if (socket == null) {
                return;
            }
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException closedAlready) {
                // as wanted
            }
        }
    }

    private interface Way {
        void go(Trouble trouble, byte[] bytes) throws IOException;
    }
}
