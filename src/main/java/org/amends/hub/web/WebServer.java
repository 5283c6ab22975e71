package org.amends.hub.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The running server: every route of the hub, and what holds for all of them. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WebServer.class.getName());

    /** The longest form is a guest's message of 2,000 characters, of each of which a browser makes up to nine bytes. */
    private static final long MOST_FORM_BYTES = 20 * 1024;
    private static final int MOST_HEADER_BYTES = 8 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** Connections that the machine holds until the server takes them; it drops more, and they knock again seconds later. */
    private static final int MOST_KNOCKING = 1024;
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /** Scripts, styles and pictures from here alone, in no one's frame. */
    private static final Map<String, String> EVERY_REPLY = Map.of(//
            "Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            // Not no-referrer: browsers then send "Origin: null" with our own forms, too.
            "Referrer-Policy", "same-origin");

    private final Javalin javalin;
    private final EventStreams streams;
    /** The one that speaks plain HTTP first. */
    private final List<ServerConnector> doors;

    private WebServer(Javalin javalin, EventStreams streams, List<ServerConnector> doors) {
        this.javalin = javalin;
        this.streams = streams;
        this.doors = List.copyOf(doors);
    }

    /**
     * A second door, for TLS 1.2 and 1.3.
     *
     * @param port    0 for any free one
     * @param context with the certificate to show
     */
    public record Secured(int port, SSLContext context) {
    }

    /**
     * Starts to listen.
     *
     * @param  address      such as 127.0.0.1
     * @param  port         of the door for plain HTTP, 0 for any free one
     * @param  secured      the door for TLS, if there is one
     * @param  routes       who answers what
     * @param  pages        for the page that says what went wrong
     * @param  passes       which failures of handlers pass by themselves: they are answered with 503 and a time to wait
     * @throws StartRefused if the port is taken or the address is not this machine's
     */
    public static WebServer start(String address, int port, Optional<Secured> secured, List<Route> routes, Pages pages,
            Predicate<Exception> passes) {
        EventStreams streams = new EventStreams();
        Refusals refusals = new Refusals(pages, routes);
        List<ServerConnector> doors = new ArrayList<>();
        Javalin javalin = Javalin.create(config -> {
            shape(config);
            config.jetty.addConnector((server, http) -> door(doors, address, port,
                    new ServerConnector(server, new HttpConnectionFactory(http))));
            secured.ifPresent(second -> config.jetty.addConnector((server, http) -> door(doors, address, second.port(),
                    new ServerConnector(server, tls(second.context()), new HttpConnectionFactory(withTls(http))))));
            config.routes.before(context -> EVERY_REPLY.forEach(context::header));
            routes.forEach(
                    route -> config.routes.addHttpHandler(HandlerType.findOrCreate(route.method().name()), route.path(),
                            context -> answer(context, route, streams)));
            config.routes.exception(HttpResponseException.class,
                    (refused, context) -> refuse(context, refusals, refused.getStatus()));
            config.routes.exception(Exception.class, (failure, context) -> {
                Optional<Integer> theirs = clients(failure);
                if (theirs.isPresent()) {
                    context.header("Connection", "close");
                    refuse(context, refusals, theirs.get());
                    return;
                }
                // The path may hold what a stranger typed, so the route stands for it.
                LOG.log(Level.ERROR, context.method() + " " + context.endpoint().path + " failed", failure);
                refuse(context, refusals, passes.test(failure) ? 503 : 500);
            });
        });
        try {
            javalin.start();
        } catch (Exception taken) {
            javalin.stop();
            throw new StartRefused(ExitCode.FAILURE, "cannot listen on " + address + ":" + port
                    + secured.map(second -> " and " + second.port()).orElse("")
                    + ": another program has this port, or the address is not this machine's;"
                    + " choose another with --port or --bind" + secured.map(_ -> " or tls-port").orElse(""));
        }
        return new WebServer(javalin, streams, doors);
    }

    /** The port it listens on for plain HTTP. */
    public int port() {
        return doors.getFirst().getLocalPort();
    }

    /** The port it listens on for TLS, if it does. */
    public OptionalInt securePort() {
        return doors.size() > 1 ? OptionalInt.of(doors.getLast().getLocalPort()) : OptionalInt.empty();
    }

    /** Every method and path that it answers, such as {@code GET /health}, as the server itself knows them. */
    public List<String> answers() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream().map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path).toList();
    }

    /** Ends the event streams, lets requests in hand finish, then stops listening. */
    @Override
    public void close() {
        streams.close();
        javalin.stop();
    }

    private static void shape(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = MOST_FORM_BYTES;
        // Pages hold both a secret (the form token) and strangers' words: compressed, their length would tell (BREACH).
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(MOST_HEADER_BYTES);
        });
        config.jetty.modifyServer(server -> {
            server.setHandler(new GracefulHandler());
            server.setStopTimeout(DRAIN.toMillis());
            server.setErrorHandler(new LowLevelRefusals());
        });
    }

    /** The status that says what the client did wrong, if that is what lies behind a failure; what is left of it is unread. */
    private static Optional<Integer> clients(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refused) {
                return Optional.of(refused.getCode());
            }
            if (cause instanceof Punctual.Late) {
                return Optional.of(408);
            }
            if (cause instanceof Punctual.Cut || cause instanceof EOFException
                    || cause instanceof IllegalCharsetNameException
                    || cause instanceof UnsupportedCharsetException) {
                return Optional.of(400);
            }
        }
        return Optional.empty();
    }

    private static ServerConnector door(List<ServerConnector> doors, String address, int port, ServerConnector connector) {
        connector.setHost(address);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(MOST_KNOCKING);
        connector.addBean(new Connections(connector, Connections.MOST_FOR_ONE, System::nanoTime));
        connector.addBean(new NetworkConnectionLimit(Connections.MOST, connector));
        doors.add(connector);
        return connector;
    }

    private static SslConnectionFactory tls(SSLContext context) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        return new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString());
    }

    /** Whoever asks by an address names no host in TLS, and there is one certificate for all names: so none is checked. */
    private static HttpConfiguration withTls(HttpConfiguration http) {
        HttpConfiguration secure = new HttpConfiguration(http);
        secure.addCustomizer(new SecureRequestCustomizer(false));
        return secure;
    }

    private static void answer(Context context, Route route, EventStreams streams) throws Exception {
        ReaderLanguage.speaking(wish(context), () -> {
            send(context, route.handler().answer(new Request(context)), streams);
            return null;
        });
    }

    private static void refuse(Context context, Refusals refusals, int status) {
        write(context, ReaderLanguage.speaking(wish(context), () -> refusals.of(context.path(), status)));
    }

    private static Optional<String> wish(Context context) {
        return Optional.ofNullable(context.header("Accept-Language"));
    }

    private static void send(Context context, Reply reply, EventStreams streams) throws IOException {
        switch (reply) {
            case Reply.Whole whole -> write(context, whole);
            case Reply.Events events -> streams.run(context, events.source());
        }
    }

    private static void write(Context context, Reply.Whole reply) {
        context.status(reply.status());
        if (!reply.type().isEmpty()) {
            context.contentType(reply.type());
        }
        reply.headers().forEach(context::header);
        context.result(reply.body());
    }
}
