package io.poeem.ops.serve.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Collects a request's body as it comes, without a thread that waits for it. Never holds more than the limit, and grows with what
 * has come, not with what is announced. Run by one thread at a time.
 */
final class Body implements Runnable {

    private static final int FIRST = 8 << 10;

    private final Request request;
    private final int limit;
    private final Duration patience;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte[] bytes = new byte[0];
    private int size;

    private Body(Request request, int limit, Duration patience) {
        this.request = request;
        this.limit = limit;
        this.patience = patience;
    }

    /** Fails with {@link ProblemException}: 413 when it is too large, 408 when it is too slow, 400 when it breaks off. */
    static CompletableFuture<byte[]> read(Request request, int limit, Duration patience) {
        Body body = new Body(request, limit, patience);
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        if (announced > limit) {
            body.whole.completeExceptionally(body.tooLarge(announced + " bytes"));
        } else {
            body.start();
        }
        return body.whole;
    }

    private void start() {
        Scheduler.Task alarm = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> request.fail(new TimeoutException("the body did not come in time")),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
        whole.whenComplete((done, failure) -> alarm.cancel());
        run();
    }

    @Override
    public void run() {
        while (!whole.isDone()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            try {
                take(chunk);
            } finally {
                chunk.release();
            }
        }
    }

    private void take(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            whole.completeExceptionally(brokenOff(chunk.getFailure()));
            return;
        }
        int more = chunk.remaining();
        if (more > limit - size) {
            whole.completeExceptionally(tooLarge("more than " + limit + " bytes"));
            return;
        }
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(Math.max(FIRST, 2 * bytes.length), size + more)));
        }
        chunk.get(bytes, size, more);
        size += more;
        if (chunk.isLast()) {
            whole.complete(Arrays.copyOf(bytes, size));
        }
    }

    private ProblemException tooLarge(String found) {
        return new ProblemException(Problem.beyond(
                413,
                "the body",
                found,
                "at most " + limit + " bytes",
                "send less, or start the server with --max-body"));
    }

    private ProblemException brokenOff(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return ProblemException.of(
                    408, "the body was not there after " + patience.toMillis() + " ms; send it faster");
        }
        return ProblemException.of(400, "the body breaks off after " + size + " bytes; send it whole");
    }
}
