package io.poeem.ops.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poeem.ops.serve.api.Api;
import io.poeem.ops.serve.api.Readiness;
import io.poeem.ops.serve.api.SearchLimits;
import io.poeem.ops.serve.http.BearerToken;
import io.poeem.ops.serve.http.Binding;
import io.poeem.ops.serve.http.HttpLimits;
import io.poeem.ops.serve.index.LiveIndex;
import io.poeem.ops.serve.metrics.ServeMetrics;
import io.poeem.ops.serve.titles.Titles;
import io.poeem.searcher.SearchOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;

/** A service of a {@link SmallIndex} on a free port of loopback. */
final class Service implements AutoCloseable {

    static final SearchLimits SEARCH = new SearchLimits(50, 4, 3);
    static final HttpLimits HTTP = new HttpLimits(4_096, 2, 64, Duration.ofMillis(500));
    private static final Set<String> PAGE =
            Set.of("/", "/page.css", "/page.js", "/charts.js", "/icon.svg", "/uplot.css", "/uplot.js");
    private static final ObjectMapper JSON = new ObjectMapper();

    final SmallIndex index = new SmallIndex();
    final HttpClient client = HttpClient.newHttpClient();
    private final ServedIndex served;

    Service(Optional<String> token, Optional<Duration> maxAge, HttpLimits limits) {
        Binding binding = Binding.of("127.0.0.1", 0, token.map(secret -> BearerToken.of(secret, "a test")), false);
        ServeSettings settings = new ServeSettings(
                SmallIndex.NAME,
                binding,
                limits,
                SEARCH,
                SearchOptions.defaults().withNprobe(2),
                maxAge,
                Optional.empty());
        this.served = ServedIndex.start(settings, index, SmallIndex.titles());
    }

    /** Open, and serving version 1. */
    static Service ready() {
        Service service = new Service(Optional.empty(), Optional.empty(), HTTP);
        service.index.publish();
        service.awaitVersion(1);
        return service;
    }

    /** Method and path of every route, but those of the page's own files. */
    static List<String> routes() {
        LiveIndex none = new LiveIndex(SmallIndex.NAME, Clock.systemUTC());
        Readiness readiness = new Readiness(none, Optional.empty());
        return Api.routes(none, new Titles(), SEARCH, SearchOptions.defaults(), readiness, new ServeMetrics()).stream()
                .filter(route -> !PAGE.contains(route.path()))
                .map(route -> route.method() + " " + route.path())
                .toList();
    }

    void awaitVersion(long version) {
        Awaitility.await().until(() -> get("/v1/versions").body().contains("\"current\":" + version + ","));
    }

    URI at(String path) {
        return served.uri().resolve(path);
    }

    int port() {
        return served.port();
    }

    HttpResponse<String> get(String path, String... headers) {
        return Http.get(client, at(path), headers);
    }

    HttpResponse<String> search(String json, String... headers) {
        return Http.post(client, at("/v1/search"), json, headers);
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    @Override
    public void close() {
        served.close();
    }
}
