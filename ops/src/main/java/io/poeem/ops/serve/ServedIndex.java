package io.poeem.ops.serve;

import io.poeem.ops.serve.api.Api;
import io.poeem.ops.serve.api.Readiness;
import io.poeem.ops.serve.follow.Loop;
import io.poeem.ops.serve.http.HttpServer;
import io.poeem.ops.serve.index.Announcements;
import io.poeem.ops.serve.index.LiveIndex;
import io.poeem.ops.serve.metrics.IndexMetrics;
import io.poeem.ops.serve.metrics.ServeMetrics;
import io.poeem.ops.serve.titles.Titles;
import io.poeem.searcher.IndexSubscriber;
import io.poeem.searcher.IndexSubscriberBuilder;
import io.poeem.searcher.topic.IndexSource;
import java.net.URI;
import java.time.Clock;

/**
 * An index behind an HTTP server. The server answers from the start, and says that nothing is served yet; what is served then
 * changes under it, a request having one version to its end.
 */
public final class ServedIndex implements AutoCloseable {

    private final IndexSubscriber subscriber;
    private final Loop announcements;
    private final HttpServer server;

    private ServedIndex(IndexSubscriber subscriber, Loop announcements, HttpServer server) {
        this.subscriber = subscriber;
        this.announcements = announcements;
        this.server = server;
    }

    /** @throws IllegalStateException if the port cannot be had */
    public static ServedIndex start(ServeSettings settings, IndexSource source, Titles titles) {
        LiveIndex index = new LiveIndex(settings.index(), Clock.systemUTC());
        ServeMetrics metrics = new ServeMetrics();
        IndexMetrics figures = new IndexMetrics(metrics);
        Readiness readiness = new Readiness(index, settings.maxAge());
        metrics.gauge(
                "poeem_ready", "1 if /readyz says so", () -> readiness.state().ready() ? 1 : 0);
        IndexSubscriber subscriber = subscriber(settings, source, index, figures);
        index.statusFrom(subscriber::status);
        HttpServer server = HttpServer.start(
                Api.routes(index, titles, settings.search(), settings.defaults(), readiness, metrics),
                settings.binding(),
                settings.http(),
                metrics);
        subscriber.start();
        return new ServedIndex(subscriber, Announcements.follow(source, index.timeline()), server);
    }

    private static IndexSubscriber subscriber(
            ServeSettings settings, IndexSource source, LiveIndex index, IndexMetrics figures) {
        IndexSubscriberBuilder builder = IndexSubscriber.builder()
                .source(source)
                .index(settings.index())
                .metrics(figures)
                .listener(index)
                .listener(figures);
        settings.cache().ifPresent(builder::cacheDirectory);
        return builder.build();
    }

    public URI uri() {
        return server.uri();
    }

    public int port() {
        return server.port();
    }

    /** First the server, so that the last answers still have an index. */
    @Override
    public void close() {
        try (subscriber;
                announcements) {
            server.close();
        }
    }
}
