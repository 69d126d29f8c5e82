package io.poeem.ops.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is a matter of time and of several requests at once. */
class RouterTest {

    private static final HttpLimits LIMITS = new HttpLimits(1_024, 2, 64, Duration.ofMillis(300));
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void beyondTheLimitRequestsAreTurnedAwayAndComeInAgainLater() {
        Route route = Route.working("GET", "/work", asked -> waiting());
        try (HttpServer server = start(LIMITS, route)) {
            CompletableFuture<HttpResponse<String>> first = ask(server, "/work");
            CompletableFuture<HttpResponse<String>> second = ask(server, "/work");
            await().until(() -> inside.get() == 2);
            HttpResponse<String> third = ask(server, "/work").join();
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(third.body()).contains("--max-concurrent");
            go.countDown();
            first.join();
            second.join();
            assertThat(ask(server, "/work").join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatTookTooLongIsRefusedWithTheRemedy() {
        Route route = Route.working("GET", "/late", asked -> {
            await().pollInterval(Duration.ofMillis(10)).until(asked::isLate);
            return Answer.json("late");
        });
        try (HttpServer server = start(LIMITS, route)) {
            HttpResponse<String> late = ask(server, "/late").join();
            assertThat(late.statusCode()).isEqualTo(422);
            assertThat(late.body()).contains("300 ms").contains("smaller k");
        }
    }

    @Test
    void aFailureInsideIsNotToldToTheOutside() {
        Route route = Route.get("/fails", asked -> {
            throw new IllegalStateException("a secret path /etc/somewhere");
        });
        try (HttpServer server = start(LIMITS, route)) {
            HttpResponse<String> failed = ask(server, "/fails").join();
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).doesNotContain("secret").contains("its log says why");
        }
    }

    @Test
    void whatIsBeingAnsweredWhenTheServerClosesIsStillAnswered() {
        Route route = Route.working("GET", "/work", asked -> waiting());
        HttpServer server = start(new HttpLimits(1_024, 2, 64, Duration.ofSeconds(10)), route);
        CompletableFuture<HttpResponse<String>> last = ask(server, "/work");
        await().until(() -> inside.get() == 1);
        URI uri = server.uri();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        await().until(() -> refusesConnections(uri));
        go.countDown();
        assertThat(last.join().statusCode()).isEqualTo(200);
        closed.join();
    }

    private Answer waiting() {
        inside.incrementAndGet();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Answer(200, "text/plain", new byte[0], Map.of());
    }

    private boolean refusesConnections(URI uri) {
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 503;
        } catch (IOException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer start(HttpLimits limits, Route... routes) {
        Binding binding = Binding.of("127.0.0.1", 0, Optional.empty(), false);
        return HttpServer.start(List.of(routes), binding, limits, (path, status, nanos) -> {});
    }

    private CompletableFuture<HttpResponse<String>> ask(HttpServer server, String path) {
        URI uri = server.uri().resolve(path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
