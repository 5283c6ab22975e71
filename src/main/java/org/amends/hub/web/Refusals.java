package org.amends.hub.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is answered where no handler did: a problem document to programs, a page to people. */
final class Refusals {

    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/health", "/openapi.json");

    /** After a failure that passes, such as a full disk: how long until the next try. */
    static final Duration RETRY = Duration.ofSeconds(10);

    private final Pages pages;
    private final List<Route> routes;

    Refusals(Pages pages, List<Route> routes) {
        this.pages = pages;
        this.routes = routes;
    }

    Reply.Whole of(String path, int status) {
        Reply.Whole reply = FOR_PROGRAMS.stream().anyMatch(path::startsWith) || path.equals("/api")
                ? problem(status)
                : page(status);
        return switch (status) {
            case 405 -> reply.with("Allow", methods(path));
            case 503 -> reply.with("Retry-After", String.valueOf(RETRY.toSeconds()));
            default -> reply;
        };
    }

    static Reply.Whole problem(int status) {
        return switch (status) {
            case 404 -> ProblemKind.NOT_FOUND.reply("The addresses that programs may use are listed at /openapi.json.");
            case 405 -> ProblemKind.WRONG_METHOD.reply("The header Allow names the methods of this address.");
            case 408 -> ProblemKind.TOO_SLOW.reply("It must be here within " + Punctual.LONGEST.toSeconds() + " seconds.");
            case 413 -> ProblemKind.TOO_LARGE.reply("The body is larger than this address takes.");
            case 503 -> ProblemKind.UNWELL.reply("The request was not done. The hub's log says why.", RETRY);
            case 500 -> ProblemKind.FAILURE.reply("The request was not done. The hub's log says why.");
            default -> new ProblemKind("refused", status, "The request was refused").reply("It is not of an allowed form.");
        };
    }

    /** The page for people, in words that fit what they can do about it. */
    Reply.Whole page(int status) {
        String about = switch (status) {
            case 403, 404, 500, 503 -> String.valueOf(status);
            default -> "other";
        };
        return Reply.page(status, pages.make("web/failure", Map.of("about", about)));
    }

    private String methods(String path) {
        return routes.stream().filter(route -> path.matches(route.path().replaceAll("\\{[^}]+}", "[^/]+")))
                .map(route -> route.method().name()).sorted().collect(Collectors.joining(", "));
    }
}
