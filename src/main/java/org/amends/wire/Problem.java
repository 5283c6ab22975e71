package org.amends.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A problem document (RFC 9457): why a request was not done.
 *
 * @param type    {@link Wire#PROBLEM_TYPE_PREFIX} and a name that programs may act on
 * @param title   the type in words, always the same
 * @param status  the HTTP status
 * @param detail  this occurrence in words
 * @param entries the entries of a batch that stopped it; empty where that is not the reason
 */
public record Problem(String type, String title, int status, String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RefusedEntry> entries) {

    public Problem {
        entries = entries == null ? List.of() : List.copyOf(entries);
    }

    /**
     * An entry that will never be stored as it is. The terminal sets it aside and sends the others again.
     *
     * @param index  its place in the batch, from 0
     * @param reason in words
     */
    public record RefusedEntry(int index, String reason) {
    }
}
