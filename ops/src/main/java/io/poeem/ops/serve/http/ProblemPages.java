package io.poeem.ops.serve.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server library itself refuses, such as headers that are too long, told as every other problem. */
final class ProblemPages extends ErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        byte[] body = Json.bytes(problem(code, message));
        SecurityHeaders.put(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Of what failed inside, nothing is told. */
    private static Problem problem(int status, String reason) {
        boolean theirs = status < 500 && reason != null;
        return Problem.of(status, theirs ? Problem.shown(reason) : Statuses.title(status));
    }
}
