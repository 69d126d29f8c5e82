package io.poeem.ops.live;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.searcher.IndexSubscriber;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.Searcher;
import io.poeem.searcher.VersionFailure;
import io.poeem.searcher.VersionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A subscriber that takes every version into service and remembers when. The methods may be called from any thread. */
public final class LiveSearcher implements AutoCloseable {

    private final List<Served> served = new ArrayList<>();
    private final List<VersionFailure> failures = new ArrayList<>();
    private final IndexSubscriber subscriber;

    /** @param onVersion hears of every version, from the subscriber's thread */
    public LiveSearcher(JobOptions options, Consumer<LoadedVersion> onVersion) {
        this.subscriber = IndexSubscriber.builder()
                .kafka(options.kafkaClient())
                .index(options.get(KafkaOptions.INDEX_NAME))
                .topics(options.topics().index(), options.topics().versions())
                .listener(new Listener(onVersion))
                .build();
    }

    public void start() {
        subscriber.start();
    }

    /** What was taken into service so far, in that order. */
    public synchronized List<Served> served() {
        return List.copyOf(served);
    }

    /** How many clicks the newest version is made of. */
    public synchronized long clicks() {
        return served.isEmpty()
                ? 0
                : served.get(served.size() - 1).manifest().getCounts().getOrDefault("clicks", 0L);
    }

    /** What was refused so far. */
    public synchronized List<VersionFailure> failures() {
        return List.copyOf(failures);
    }

    public Optional<Searcher> current() {
        return subscriber.currentIfAny();
    }

    /**
     * Waits until a version, or one after it, is served or refused.
     *
     * @return whether it was served in time
     */
    public synchronized boolean await(long version, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (newest() < version && failures.stream().noneMatch(failure -> failure.version() >= version)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return newest() >= version;
    }

    @Override
    public void close() {
        subscriber.close();
    }

    private long newest() {
        return served.isEmpty() ? Long.MIN_VALUE : served.get(served.size() - 1).version();
    }

    private final class Listener implements VersionListener {
        private final Consumer<LoadedVersion> onVersion;

        Listener(Consumer<LoadedVersion> onVersion) {
            this.onVersion = onVersion;
        }

        @Override
        public void onVersion(LoadedVersion loaded) {
            synchronized (LiveSearcher.this) {
                served.add(new Served(loaded.manifest(), loaded.timing().servedAt()));
                LiveSearcher.this.notifyAll();
            }
            onVersion.accept(loaded);
        }

        @Override
        public void onFailure(VersionFailure failure) {
            synchronized (LiveSearcher.this) {
                failures.add(failure);
                LiveSearcher.this.notifyAll();
            }
        }
    }
}
