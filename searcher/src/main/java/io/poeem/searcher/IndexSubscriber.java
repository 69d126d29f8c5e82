package io.poeem.searcher;

import io.poeem.searcher.cache.VersionCache;
import io.poeem.searcher.metrics.MetricSink;
import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.ChunkSource;
import io.poeem.searcher.topic.IndexSource;
import io.poeem.searcher.topic.PinSource;
import io.poeem.searcher.topic.RecordLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest version of an index searchable. A thread of its own follows the topics; {@link #current()} may be called
 * from any thread at any time and costs nothing.
 *
 * <p>On any doubt — a wrong hash, a missing chunk, a format that is not known, a value out of bounds — what is served stays,
 * the version is not tried again, and listeners hear why. When the topics cannot be reached, the thread goes on trying until
 * {@link #close()}.
 */
public final class IndexSubscriber implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexSubscriber.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final String index;
    private final IndexSource source;
    private final LoadLimits limits;
    private final Pace pace;
    private final Clock clock;
    private final Backoff backoff;
    private final KnownVersions known = new KnownVersions(10_000);
    private final Serving serving;
    private final LocalCache cache;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object sourcesLock = new Object();
    private AnnouncementSource announcements; // guarded by sourcesLock, as are the other two
    private ChunkSource chunks;
    private PinSource pins;

    IndexSubscriber(
            String index,
            IndexSource source,
            LoadLimits limits,
            Pace pace,
            Clock clock,
            Backoff backoff,
            List<VersionListener> listeners,
            List<MetricSink> metrics,
            Optional<VersionCache> cache,
            Duration cachePeriod) {
        this.index = index;
        this.source = source;
        this.limits = limits;
        this.pace = pace;
        this.clock = clock;
        this.backoff = backoff;
        this.serving = new Serving(listeners);
        this.cache = new LocalCache(cache, limits, cachePeriod, clock, serving);
        metrics.forEach(sink -> SubscriberMetrics.bind(serving::status, clock, sink));
        this.thread = new Thread(this::run, "poeem-subscriber-" + index);
        this.thread.setDaemon(true);
    }

    public static IndexSubscriberBuilder builder() {
        return new IndexSubscriberBuilder();
    }

    /**
     * Starts following. To be called once.
     *
     * @return completes with the first version that is served; fails with {@link IllegalStateException} if this subscriber
     *     is closed before there is one
     */
    public CompletableFuture<Searcher> start() {
        thread.start();
        return serving.first().copy();
    }

    /**
     * Searches the version that is served now. Keep it for as long as one answer takes.
     *
     * @throws IllegalStateException before the first version: wait for {@link #start()}, or ask {@link #currentIfAny()}
     */
    public Searcher current() {
        return serving.current()
                .orElseThrow(() -> new IllegalStateException("index '" + index
                        + "' has no version to search yet, " + serving.status().state() + ": "
                        + serving.status().message() + "; wait for start(), or ask currentIfAny()"));
    }

    /** As {@link #current()}, but empty before the first version. */
    public Optional<Searcher> currentIfAny() {
        return serving.current();
    }

    public SubscriberStatus status() {
        return serving.status();
    }

    /** Stops following; what is served stays usable. Returns when the thread has ended, after a few seconds at most. */
    @Override
    public void close() {
        closed.countDown();
        serving.condition(
                new Condition(SubscriberState.CLOSED, "the subscriber was closed; what is served stays usable"));
        wakeup();
        serving.first()
                .completeExceptionally(new IllegalStateException(
                        "the subscriber of index '" + index + "' was closed before it had a version"));
        try {
            thread.join(CLOSE_WAIT.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(CLOSE_WAIT.toMillis());
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int attempt = 0;
        while (!isClosed()) {
            long loadedBefore = serving.status().loaded();
            try {
                follow();
            } catch (RecordLog.Woken e) {
                LOG.debug("woken up");
            } catch (Exception | LinkageError | OutOfMemoryError e) {
                attempt = serving.status().loaded() > loadedBefore ? 1 : attempt + 1;
                reportUnlessClosed(e, attempt);
            } finally {
                closeSources();
            }
        }
    }

    /** Ends only with an exception or by {@link #close()}. */
    private void follow() {
        Follower follower = open();
        boolean busy = true;
        while (!isClosed()) {
            busy = follower.round(busy);
        }
    }

    private Follower open() {
        AnnouncementSource openedAnnouncements = source.openAnnouncements();
        synchronized (sourcesLock) {
            announcements = openedAnnouncements;
        }
        ChunkSource openedChunks = source.openChunks();
        synchronized (sourcesLock) {
            chunks = openedChunks;
        }
        PinSource openedPins = source.openPins();
        synchronized (sourcesLock) {
            pins = openedPins;
        }
        DeltaFetcher fetcher = new DeltaFetcher(index, openedChunks, limits, System::nanoTime);
        VersionLoader loader = new VersionLoader(fetcher, limits, clock, System::nanoTime);
        return new Follower(openedAnnouncements, openedPins, loader, cache, known, serving, pace, limits.patience());
    }

    private void reportUnlessClosed(Throwable e, int attempt) {
        if (isClosed()) {
            return;
        }
        Duration wait = backoff.after(attempt);
        LOG.debug("following failed", e);
        String message = "index '" + index + "' cannot be followed, next try in " + wait.toMillis() + " ms: " + e;
        serving.trouble(message);
        serving.condition(new Condition(SubscriberState.UNREACHABLE, message));
        try {
            closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            LOG.debug("interrupted while waiting; only close() ends this thread");
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void wakeup() {
        synchronized (sourcesLock) {
            if (announcements != null) {
                announcements.wakeup();
            }
            if (chunks != null) {
                chunks.wakeup();
            }
            if (pins != null) {
                pins.wakeup();
            }
        }
    }

    private void closeSources() {
        synchronized (sourcesLock) {
            close(announcements);
            close(chunks);
            close(pins);
            announcements = null;
            chunks = null;
            pins = null;
        }
    }

    private static void close(AutoCloseable opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (Exception e) {
            LOG.warn("closing {} failed", opened, e);
        }
    }
}
