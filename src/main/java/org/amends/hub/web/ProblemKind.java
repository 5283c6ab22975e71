package org.amends.hub.web;

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

    static final ProblemKind NOT_FOUND = new ProblemKind("not-found", 404, "There is nothing at this address");
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
