package org.amends.hub.staff;

import java.io.IOException;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;

/** Answers a request of somebody who is signed in. */
@FunctionalInterface
public interface StaffHandler {

    /**
     * @throws IOException if the client went away
     */
    Reply answer(Request request, SignedIn who) throws IOException;
}
