package org.amends.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Walks every route there is, as somebody to whom something belongs to another site, or as nobody at all, and says where that
 * is not refused. A route of which it does not know what it could name over there, and with what it would be asked, is a hole,
 * too: whoever adds one says it here.
 *
 * @param things what lies at the other site, by the route that names it in braces
 * @param asked  what each form would do there what it is for with
 * @param shared what is named in braces and lies at no site: it is everybody's to read, and theirs to change who belong to
 *               all sites
 * @param words  what nobody may read who does not belong there
 * @param open   what strangers may ask
 */
record Walls(Map<String, String> things, Map<String, Map<String, String>> asked, Set<String> shared, Set<String> words,
        Set<String> open) {

    /** A route that is read rather than pressed, and how it is answered. */
    private record Answer(int status, String location, String body) {
    }

    /**
     * As somebody who may do everything, at another site.
     *
     * @param to   a request with their session
     * @param csrf what their forms carry
     */
    List<String> holesFor(Collection<String> routes, Function<String, HttpRequest.Builder> to, String csrf, TestHub hub) {
        return holes(routes, (route, path) -> {
            Answer answer = answer(route, path, to, csrf, hub);
            Set<Integer> good = route.startsWith("POST ")
                    ? Set.of(204, 401, 403, 409, 415, 422)
                    : Set.of(200, 303, 401, 403);
            if (names(route) && shared.stream().noneMatch(route::contains)) {
                good = Set.of(404);
            }
            return good.contains(answer.status) ? told(answer) : Optional.of("is answered with " + answer.status);
        });
    }

    /**
     * As a stranger.
     *
     * @param to a request without a session, or with one that was guessed
     */
    List<String> holesForStrangers(Collection<String> routes, Function<String, HttpRequest.Builder> to, TestHub hub) {
        return holes(routes, (route, path) -> {
            Answer answer = answer(route, path, to, "guessed", hub);
            boolean refused = answer.status == 303 && answer.location.startsWith("/sign-in")
                    || Set.of(400, 401, 403, 411, 415).contains(answer.status);
            // The address that they asked for themselves is where they are brought back to.
            return refused
                    ? told(new Answer(answer.status, "", answer.body))
                    : Optional.of("is answered with " + answer.status);
        });
    }

    private List<String> holes(Collection<String> routes, BiFunction<String, String, Optional<String>> visit) {
        List<String> holes = new ArrayList<>();
        for (String route : routes) {
            if (open.contains(route) || route.startsWith("GET /assets/")) {
                continue;
            }
            Optional<String> path = path(route);
            if (path.isEmpty()) {
                holes.add(route + ": nobody says what it names at another site");
            } else if (route.startsWith("POST ") && !asked.containsKey(route)) {
                holes.add(route + ": nobody says with what it is asked");
            } else {
                visit.apply(route, path.get()).ifPresent(hole -> holes.add(route + " " + hole));
            }
        }
        return holes;
    }

    private static boolean names(String route) {
        return route.contains("{");
    }

    private Optional<String> path(String route) {
        String path = route.split(" ", 2)[1];
        if (!names(route)) {
            return Optional.of(path);
        }
        int end = path.indexOf('}') + 1;
        return Optional.ofNullable(things.get(path.substring(0, end)))
                .map(thing -> path.substring(0, path.indexOf('{')) + thing + path.substring(end));
    }

    private Optional<String> told(Answer answer) {
        return words.stream().filter((answer.body + answer.location)::contains).findFirst()
                .map(word -> "tells of \"" + word + "\"");
    }

    private Answer answer(String route, String path, Function<String, HttpRequest.Builder> to, String csrf, TestHub hub) {
        if (route.startsWith("POST ")) {
            String form = asked.get(route).entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&", "csrf=" + csrf + "&", ""));
            HttpResponse<byte[]> answer = hub.send(to.apply(path)
                    .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)));
            // What was typed comes back in the form, and is not told by that.
            String body = TestHub.text(answer);
            for (String typed : asked.get(route).values()) {
                body = typed.isEmpty() ? body : body.replace(typed, "");
            }
            return new Answer(answer.statusCode(), answer.headers().firstValue("Location").orElse(""), body);
        }
        HttpResponse<InputStream> answer = hub.send(to.apply(path), BodyHandlers.ofInputStream());
        return new Answer(answer.statusCode(), answer.headers().firstValue("Location").orElse(""), body(answer));
    }

    /** Of a stream, all up to where it has nothing more to tell. */
    private static String body(HttpResponse<InputStream> answer) {
        StringBuilder body = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.equals("event: beat"); line = lines.readLine()) {
                body.append(line).append('\n');
            }
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
        return body.toString();
    }
}
