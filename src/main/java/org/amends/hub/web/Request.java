package org.amends.hub.web;

import io.javalin.http.Context;
import java.io.InputStream;
import java.util.Optional;

/** What a client asks. Everything in it is what a stranger may have typed. */
public final class Request {

    private final Context context;

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
        return Optional.ofNullable(context.formParam(name));
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

    /** The body, unread and unlimited: the reader sets the limit. */
    public InputStream body() {
        return context.bodyInputStream();
    }
}
