package io.poeem.searcher;

import io.poeem.schemas.IndexPin;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.searcher.cache.VersionCache;
import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.testkit.MemoryTopic;
import io.poeem.searcher.topic.LogAnnouncementSource;
import io.poeem.searcher.topic.LogChunkSource;
import io.poeem.searcher.topic.LogPinSource;
import io.poeem.searcher.topic.Pin;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two topics and one that follows them, without threads: time passes only while a poll would wait. */
final class FollowedIndex implements VersionListener {

    private static final Wire<IndexPin> PINS = Wire.pins(Limits.PINS);

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final MemoryTopic chunks;
    final MemoryTopic versions;
    final MemoryTopic pins;
    final List<Long> heard = new ArrayList<>();
    final List<VersionFailure> failures = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    final Serving serving = new Serving(List.of(this));
    private final KnownVersions known = new KnownVersions(1_000);
    private final Pace pace;
    private final Optional<VersionCache> cache;
    private long maxHeapBytes = Long.MAX_VALUE;
    private long nanos;
    private boolean busy = true;
    private long eventAt;
    private Runnable event;
    private Follower follower;

    FollowedIndex() {
        this(Pace.EVERY_VERSION);
    }

    FollowedIndex(Pace pace) {
        this(new MemoryTopic(), new MemoryTopic(), new MemoryTopic(), pace, Optional.empty());
    }

    FollowedIndex(MemoryTopic chunks, MemoryTopic versions, MemoryTopic pins, Pace pace, Optional<VersionCache> cache) {
        this.chunks = chunks;
        this.versions = versions;
        this.pins = pins;
        this.pace = pace;
        this.cache = cache;
        reopen();
    }

    /** A searcher that starts now with the same topics, and this directory for its cache. */
    FollowedIndex started(Path cacheDirectory) {
        return new FollowedIndex(
                chunks, versions, pins, pace, Optional.of(new VersionCache(cacheDirectory, TestTrainer.INDEX)));
    }

    /** As after trouble with the broker: new sources from the start, but what is known is known. */
    void reopen() {
        LoadLimits limits = new LoadLimits(1 << 20, maxHeapBytes, 8, PATIENCE);
        LogChunkSource chunkSource = new LogChunkSource(chunks.open(this::pass), TestTrainer.INDEX);
        VersionLoader loader = new VersionLoader(
                new DeltaFetcher(TestTrainer.INDEX, chunkSource, limits, this::nanoTime),
                limits,
                CLOCK,
                this::nanoTime);
        LogAnnouncementSource announcements = new LogAnnouncementSource(versions.open(this::pass), TestTrainer.INDEX);
        follower = new Follower(
                announcements,
                new LogPinSource(pins.open(this::pass), TestTrainer.INDEX),
                loader,
                new LocalCache(cache, limits, Duration.ZERO, CLOCK, serving),
                known,
                serving,
                pace,
                PATIENCE);
    }

    FollowedIndex publish(TestTrainer.Published version) {
        version.into(chunks, versions);
        return this;
    }

    FollowedIndex maxHeapBytes(long bytes) {
        maxHeapBytes = bytes;
        reopen();
        return this;
    }

    FollowedIndex pin(long version) {
        pins.append(0, PINS.encode(new IndexPin(TestTrainer.INDEX, version, 0L, "a test")));
        return this;
    }

    FollowedIndex unpin() {
        return pin(Pin.NO_VERSION);
    }

    /** Deleted and made again: empty, and offsets begin at 0. */
    void recreateTopics() {
        chunks.clear();
        versions.clear();
    }

    SubscriberStatus status() {
        return serving.status();
    }

    /** One round; the next one knows whether this one was busy. */
    void round() {
        busy = follower.round(busy);
    }

    /** Rounds until there is nothing left to do. */
    FollowedIndex follow() {
        busy = true;
        int idle = 0;
        while (idle < 2) {
            busy = follower.round(busy);
            idle = busy ? 0 : idle + 1;
        }
        return this;
    }

    long served() {
        return serving.current().map(Searcher::version).orElse(-1L);
    }

    byte[] servedContent() {
        return serving.current().orElseThrow().image().contentSha256();
    }

    void whenTimeHasPassed(Duration time, Runnable happens) {
        eventAt = nanos + time.toNanos();
        event = happens;
    }

    long waitedNanos() {
        return nanos;
    }

    private long nanoTime() {
        return nanos;
    }

    private void pass(Duration waited) {
        nanos += waited.toNanos();
        if (event != null && nanos >= eventAt) {
            Runnable due = event;
            event = null;
            due.run();
        }
    }

    @Override
    public void onVersion(LoadedVersion loaded) {
        heard.add(loaded.version());
    }

    @Override
    public void onFailure(VersionFailure failure) {
        failures.add(failure);
    }

    @Override
    public void onTrouble(String message) {
        troubles.add(message);
    }
}
