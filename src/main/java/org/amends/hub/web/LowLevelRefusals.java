package org.amends.hub.web;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is not even HTTP enough to reach a route, in the same words as everything else. */
final class LowLevelRefusals extends ErrorHandler {

    /** Whatever the method is or is meant to be. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(Request request, Response response, int status, String message, Throwable cause,
            Callback callback) {
        // A version of HTTP that nobody speaks is the client's doing, whatever its number says.
        Reply.Whole problem = Refusals.problem(status == 505 ? 400 : status);
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, problem.type());
        Content.Sink.write(response, true, new String(problem.body(), StandardCharsets.UTF_8), callback);
    }
}
