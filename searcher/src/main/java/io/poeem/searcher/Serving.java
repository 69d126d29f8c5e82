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

    private LoadedVersion served; // guarded by this, as is all below
    private Condition condition = new Condition(SubscriberState.STARTING, "what is announced is being read");
    private final Deque<VersionFailure> failures = new ArrayDeque<>();
    private OptionalLong wanted = OptionalLong.empty();
    private Optional<String> lastError = Optional.empty();
    private OptionalLong pinned = OptionalLong.empty();
    private long loaded;
    private long failed;
    private long consecutiveFailures;
    private long loadedBytes;
    private long loadNanos;

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
            served = version;
            loaded++;
            consecutiveFailures = 0;
            loadedBytes += version.timing().chunkBytes();
            loadNanos += version.timing().fetch().plus(version.timing().build()).toNanos();
            lastError = Optional.empty();
        }
        LOG.info(
                "version {} is served: {} items, {} bytes fetched in {} ms, built in {} ms",
                version.version(),
                version.image().size(),
                version.timing().chunkBytes(),
                version.timing().fetch().toMillis(),
                version.timing().build().toMillis());
        first.complete(version.searcher());
        tell(listener -> listener.onVersion(version));
    }

    void failed(VersionFailure failure) {
        synchronized (this) {
            failed++;
            consecutiveFailures++;
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

    /** Told to the log when it changes. */
    void condition(Condition now) {
        boolean changed;
        synchronized (this) {
            changed = condition.state() != now.state();
            condition = now;
        }
        if (changed && now.state().isTrouble()) {
            LOG.warn("{}: {}", now.state(), now.message());
        } else if (changed) {
            LOG.info("{}: {}", now.state(), now.message());
        }
    }

    synchronized void wanted(OptionalLong version, OptionalLong pin) {
        wanted = version;
        pinned = pin;
    }

    synchronized SubscriberStatus status() {
        Optional<LoadedVersion> now = Optional.ofNullable(served);
        return new SubscriberStatus(
                condition.state(),
                condition.message(),
                now.isPresent() ? OptionalLong.of(now.get().version()) : OptionalLong.empty(),
                wanted,
                pinned,
                now.map(LoadedVersion::manifest),
                now.map(LoadedVersion::timing),
                loaded,
                failed,
                consecutiveFailures,
                loadedBytes,
                loadNanos,
                List.copyOf(failures),
                lastError);
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
