package io.poeem.ops.serve.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends one answer to one request, counts it, and sees to it that there is no second. */
final class Reply {

    private final Response response;
    private final Callback callback;
    private final String path;
    private final RequestMeter meter;
    private final long begun;
    private final AtomicBoolean sent = new AtomicBoolean();

    Reply(Request request, Response response, Callback callback, String path, RequestMeter meter) {
        this.response = response;
        this.callback = callback;
        this.path = path;
        this.meter = meter;
        this.begun = request.getHeadersNanoTime();
    }

    void send(Answer answer) {
        if (!sent.compareAndSet(false, true)) {
            return;
        }
        meter.answered(path, answer.status(), System.nanoTime() - begun);
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        SecurityHeaders.put(headers);
        if (answer.status() != 304) {
            headers.put(HttpHeader.CONTENT_TYPE, answer.type());
            headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
        answer.headers().forEach(headers::put);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
}
