package org.amends.hub.web;

import java.time.Duration;
import java.util.List;
import org.amends.wire.Problem;
import org.amends.wire.Wire;

/**
 * One way in which a request to a program can fail, as programs know it (RFC 9457).
 *
 * @param name   the end of its type; once published it stays
 * @param status the HTTP status
 * @param title  in words, always the same
 */
public record ProblemKind(String name, int status, String title) {

    public static final ProblemKind UNREADABLE = new ProblemKind("unreadable", 400, "The body cannot be read");
    public static final ProblemKind TOO_LARGE = new ProblemKind("too-large", 413, "The body is too large");
    public static final ProblemKind WRONG_TYPE = new ProblemKind("wrong-type", 415, "The body is of another type");

    public static final ProblemKind TOO_OFTEN = new ProblemKind("too-often", 429, "Too many tries");
    public static final ProblemKind BUSY = new ProblemKind("busy", 503, "The hub has too much to do just now");

    static final ProblemKind TOO_SLOW = new ProblemKind("too-slow", 408, "The request took too long to arrive");
    static final ProblemKind UNWELL = new ProblemKind("unwell", 503, "The hub cannot keep what it is told");
    public static final ProblemKind NOT_FOUND = new ProblemKind("not-found", 404, "There is nothing at this address");
    static final ProblemKind WRONG_METHOD = new ProblemKind("wrong-method", 405, "This address is not asked that way");
    static final ProblemKind FAILURE = new ProblemKind("failure", 500, "The hub failed");

    /**
     * This problem, this time.
     *
     * @param detail what happened, in words that may be shown to anyone
     */
    public Reply.Whole reply(String detail) {
        return reply(detail, List.of());
    }

    /**
     * This problem, this time, which will pass.
     *
     * @param detail what happened, in words that may be shown to anyone
     * @param after  how long until the next try is welcome; it is told in seconds, at least 1
     */
    public Reply.Whole reply(String detail, Duration after) {
        return reply(detail).with("Retry-After", String.valueOf(Math.max(1, after.toSeconds())));
    }

    /**
     * This problem, this time, with the entries that caused it.
     *
     * @param detail  what happened, in words that may be shown to anyone
     * @param entries which entries of a batch, and why
     */
    public Reply.Whole reply(String detail, List<Problem.RefusedEntry> entries) {
        Problem problem = new Problem(Wire.PROBLEM_TYPE_PREFIX + name, title, status, detail, entries);
        return Reply.of(status, Wire.PROBLEM_TYPE, Wire.json(problem)).with("Cache-Control", "no-store");
    }
}
