package io.poeem.ops.serve.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request to its endpoint.
 *
 * <ol>
 *   <li>find the route: 404, 405;
 *   <li>let it in: 421, 401;
 *   <li>read the body: 415, 413, 408, 400. A body that trickles in holds no thread and takes no place;
 *   <li>take a place among the concurrent ones: 429;
 *   <li>answer, and give the place back.
 * </ol>
 */
final class Router extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String OTHER = "other";

    private final Map<String, List<Route>> routes;
    private final Doorkeeper door;
    private final HttpLimits limits;
    private final Semaphore places;
    private final RequestMeter meter;

    Router(List<Route> routes, Binding binding, HttpLimits limits, RequestMeter meter) {
        this.routes = routes.stream().collect(Collectors.groupingBy(Route::path));
        this.door = new Doorkeeper(binding);
        this.limits = limits;
        this.places = new Semaphore(limits.concurrent());
        this.meter = meter;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        String metered = routes.containsKey(path) ? path : OTHER;
        Reply reply = new Reply(request, response, callback, metered, meter);
        try {
            Route route = find(request.getMethod(), path);
            door.check(request, route);
            if (!route.takesBody()) {
                reply.send(answer(route, request, new byte[0]));
                return true;
            }
            requireJson(request);
            Body.read(request, limits.bodyBytes(), limits.time())
                    .thenApply(body -> answer(route, request, body))
                    .whenComplete((answer, failure) -> reply.send(failure == null ? answer : told(failure)));
        } catch (RuntimeException | LinkageError e) {
            reply.send(told(e));
        }
        return true;
    }

    private Route find(String method, String path) {
        List<Route> found = routes.get(path);
        if (found == null) {
            throw ProblemException.of(
                    404, "there is nothing at " + Problem.shown(path) + "; /openapi.json says what there is");
        }
        String asked = method.equals("HEAD") ? "GET" : method;
        Optional<Route> route =
                found.stream().filter(one -> one.method().equals(asked)).findFirst();
        return route.orElseThrow(() -> new ProblemException(
                Problem.beyond(405, "the method", method, allowed(found), "/openapi.json says what each path takes")));
    }

    private static String allowed(List<Route> found) {
        return found.stream().map(Route::method).sorted().collect(Collectors.joining(" or "));
    }

    private Answer answer(Route route, Request request, byte[] body) {
        if (!route.limited()) {
            return route.endpoint().answer(asked(request, body));
        }
        if (!places.tryAcquire()) {
            throw new ProblemException(Problem.beyond(
                    429,
                    "the number of requests being answered",
                    limits.concurrent(),
                    "less than " + limits.concurrent() + " for another one to come in",
                    "try again in a second, or start the server with --max-concurrent"));
        }
        try {
            return inTime(route.endpoint(), asked(request, body));
        } finally {
            places.release();
        }
    }

    /** Whoever waits for an answer has given up by then. */
    private Answer inTime(Endpoint endpoint, Asked asked) {
        Answer answer = endpoint.answer(asked);
        if (asked.isLate()) {
            throw ProblemException.of(
                    422,
                    "the answer took longer than " + limits.time().toMillis()
                            + " ms; ask for a smaller k or nprobe, or fewer vectors, or start the server with --max-time");
        }
        return answer;
    }

    private Asked asked(Request request, byte[] body) {
        String match = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        return new Asked(
                parameters(request),
                match == null ? "" : match,
                body,
                System.nanoTime() + limits.time().toNanos());
    }

    private static Map<String, String> parameters(Request request) {
        Map<String, String> parameters = new HashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                parameters.put(field.getName(), field.getValue() == null ? "" : field.getValue());
            }
        } catch (RuntimeException e) {
            throw ProblemException.of(400, "the query string cannot be read; is it UTF-8, percent-encoded?");
        }
        return parameters;
    }

    private static void requireJson(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String bare =
                type == null ? "none" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!bare.equals("application/json")) {
            throw new ProblemException(
                    Problem.beyond(415, "the body's Content-Type", bare, "application/json", "send JSON, and say so"));
        }
    }

    private static Answer told(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return Replies.of(problem.problem());
        }
        LOG.error("a request could not be answered", cause);
        return Replies.of(Problem.of(500, "the server failed at this request; its log says why"));
    }
}
