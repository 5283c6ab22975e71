package org.amends.hub.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** The files that pages refer to: exactly those named here, read once, so that no path can lead anywhere else. */
public final class Assets {

    private static final Map<String, String> TYPES = Map.of("css", "text/css; charset=utf-8", //
            "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml", "woff2", "font/woff2");

    private Assets() {
    }

    /**
     * One file as a route. Browsers ask each time whether theirs is still the same, since a new version of the program
     * keeps the address.
     *
     * @param path     such as {@code /assets/pages.css}
     * @param resource where it lies on the class path
     */
    public static Route route(String path, String resource) {
        byte[] bytes = read(resource);
        String mark = '"' + HexFormat.of().toHexDigits(Arrays.hashCode(bytes)) + '-' + bytes.length + '"';
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        Reply.Whole whole = Reply.of(200, type, bytes).with("ETag", mark).with("Cache-Control", "no-cache");
        Reply.Whole same = Reply.of(304, "", new byte[0]).with("ETag", mark).with("Cache-Control", "no-cache");
        return Route.get(path, request -> request.header("If-None-Match").filter(mark::equals).isPresent() ? same : whole);
    }

    private static byte[] read(String resource) {
        try (InputStream stream = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
