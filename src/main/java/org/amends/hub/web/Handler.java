package org.amends.hub.web;

import java.io.IOException;

/** Answers one kind of request. */
@FunctionalInterface
public interface Handler {

    /**
     * @throws IOException if the client went away; anything else that is thrown becomes a 500 without a word of detail
     */
    Reply answer(Request request) throws IOException;
}
