package io.poeem.searcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is served, and what is known of it. Written by the subscriber's thread, read by any.
 *
 * <p>The searcher is one reference: a reader has one version or the next one, never anything between. It is replaced before
 * listeners hear of it.
 */
final class Serving {

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final List<VersionListener> listeners;
    private final CompletableFuture<Searcher> first = new CompletableFuture<>();
    private volatile Searcher current;

    private final Deque<VersionFailure> failures = new ArrayDeque<>(); // guarded by this, as is all below
    private OptionalLong wanted = OptionalLong.empty();
    private Optional<String> lastError = Optional.empty();
    private long loaded;

    Serving(List<VersionListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    Optional<Searcher> current() {
        return Optional.ofNullable(current);
    }

    CompletableFuture<Searcher> first() {
        return first;
    }

    void serve(LoadedVersion version) {
        synchronized (this) {
            current = version.searcher();
            loaded++;
            lastError = Optional.empty();
        }
        LOG.info(
                "version {} is served: {} items, {} bytes fetched in {} ms, built in {} ms",
                version.version(),
                version.image().items().size(),
                version.timing().chunkBytes(),
                version.timing().fetch().toMillis(),
                version.timing().build().toMillis());
        first.complete(version.searcher());
        tell(listener -> listener.onVersion(version));
    }

    void failed(VersionFailure failure) {
        synchronized (this) {
            failures.addLast(failure);
            if (failures.size() > SubscriberStatus.MAX_FAILURES) {
                failures.removeFirst();
            }
        }
        LOG.warn("version {} is not served, {}: {}", failure.version(), failure.reason(), failure.message());
        tell(listener -> listener.onFailure(failure));
    }

    void trouble(String message) {
        synchronized (this) {
            lastError = Optional.of(message);
        }
        LOG.warn("{}", message);
        tell(listener -> listener.onTrouble(message));
    }

    synchronized void wanted(long version) {
        wanted = OptionalLong.of(version);
    }

    synchronized SubscriberStatus status() {
        Searcher serving = current;
        OptionalLong version = serving == null ? OptionalLong.empty() : OptionalLong.of(serving.version());
        return new SubscriberStatus(version, wanted, loaded, List.copyOf(failures), lastError);
    }

    private void tell(Consumer<VersionListener> news) {
        for (VersionListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a version listener failed: {}", listener, e);
            }
        }
    }
}
