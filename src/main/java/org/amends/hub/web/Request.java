package org.amends.hub.web;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** What a client asks. Everything in it is what a stranger may have typed. */
public final class Request {

    /** What browsers send our forms as; none of them has a file. */
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Context context;
    private InputStream body;

    Request(Context context) {
        this.context = context;
    }

    /** The path with its query, as a link would name it. */
    public String address() {
        return context.path() + (context.queryString() == null ? "" : "?" + context.queryString());
    }

    /** The part of the path that a route names in braces. */
    public String inPath(String name) {
        return context.pathParam(name);
    }

    /** A value of the query. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name));
    }

    /** A field of a posted form, up to the size that {@link WebServer} allows for forms. */
    public Optional<String> form(String name) {
        return isOfType(FORM) ? Optional.ofNullable(context.formParam(name)) : Optional.empty();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.cookie(name));
    }

    /** Whether the body says it is of a media type, whatever parameters follow that. */
    public boolean isOfType(String type) {
        return header("Content-Type").filter(given -> given.split(";", 2)[0].strip().equalsIgnoreCase(type)).isPresent();
    }

    /** The network address of whoever is connected: a proxy's, where one stands between. */
    public String from() {
        return context.ip();
    }

    /** Whether nobody between could read along. */
    public boolean secure() {
        return context.scheme().equals("https");
    }

    /** How long the body says it is, in bytes; empty if it does not say. */
    public OptionalLong length() {
        long length = context.req().getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /**
     * The body, unlimited in length: the reader sets the limit. It is limited in time: whoever reads when that is over, or
     * when the client has gone, gets an {@link IOException} and leaves it to the server to answer.
     */
    public InputStream body() {
        if (body == null) {
            body = new Punctual(context.bodyInputStream(), System::nanoTime);
        }
        return body;
    }

    /**
     * Waits until the first bytes of the body are here, as many as it has up to so many; {@link #body} then begins with
     * them. Until that moment a slow link has held up nobody else.
     */
    public void await(int most) throws IOException {
        byte[] first = body().readNBytes(most);
        body = new SequenceInputStream(new ByteArrayInputStream(first), body);
    }
}
