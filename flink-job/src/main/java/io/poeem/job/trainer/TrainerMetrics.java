package io.poeem.job.trainer;

import io.poeem.schemas.Example;
import io.poeem.train.Learner;
import io.poeem.train.publish.VersionSummary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the trainer tells: counts, the buffer, and where time goes, in milliseconds since the task started. */
final class TrainerMetrics {

    private final MetricGroup group;
    private final Counter clicks;
    private final Counter batches;
    private final Counter catalogueEvents;
    private final Counter versions;
    private final Counter fullVersions;
    private final Counter heldBackVersions;
    private long busyNanos;
    private long stateNanos;
    private long begun;
    private volatile long trainedThrough = Long.MIN_VALUE;
    private volatile int largestBuffer;
    private long versionBegun;
    private volatile long longestVersionNanos;
    private volatile long itemsOfLongestVersion;
    private final Figures figures;
    private final Counter rounds;
    private final Counter contributedBytes;
    private final Counter mergedBytes;
    private long waitingNanos;
    private final AtomicLong heldBackInARow = new AtomicLong();
    private volatile String heldBackReason = "";

    TrainerMetrics(MetricGroup group) {
        this.group = group;
        clicks = group.counter("clicks");
        batches = group.counter("batches");
        catalogueEvents = group.counter("catalogueEvents");
        versions = group.counter("versions");
        fullVersions = group.counter("fullVersions");
        heldBackVersions = group.counter("heldBackVersions");
        rounds = group.counter("rounds");
        contributedBytes = group.counter("contributedBytes");
        mergedBytes = group.counter("mergedBytes");
        figures = new Figures(group);
        group.gauge("timeWaitingMs", () -> waitingNanos / 1_000_000);
        group.gauge("heldBackInARow", heldBackInARow::get);
        group.gauge("heldBackReason", () -> heldBackReason);
        group.gauge("longestVersionMs", () -> longestVersionNanos / 1_000_000);
        group.gauge("longestVersionItems", () -> itemsOfLongestVersion);
        group.gauge("trainedThrough", () -> trainedThrough);
        group.gauge("waitingEventsMax", () -> largestBuffer);
        group.gauge("timeTrainerMs", () -> busyNanos / 1_000_000);
        group.gauge("timeCheckpointFlushMs", () -> stateNanos / 1_000_000);
    }

    /** Shows a shard's learner and buffer; of one shard among many in a group of its own. */
    void watch(int shard, int shards, Learner learner, IntSupplier waitingEvents) {
        MetricGroup group = shards == 1 ? this.group : this.group.addGroup("shard", String.valueOf(shard));
        group.gauge("waitingEvents", waitingEvents::getAsInt);
        group.gauge("lastVersion", learner::lastVersion);
        group.gauge("phase", () -> learner.phase().name());
        group.gauge("skippedBatches", learner::skippedBatches);
        group.gauge("timeRowsMs", () -> learner.stages().rows() / 1_000_000);
        group.gauge("timeTowersMs", () -> learner.stages().towers() / 1_000_000);
        group.gauge("timeSoftmaxMs", () -> learner.stages().softmax() / 1_000_000);
        group.gauge("timeQuantizerMs", () -> learner.stages().quantizer() / 1_000_000);
        group.gauge("timePublishMs", () -> learner.stages().publish() / 1_000_000);
    }

    void begin() {
        begun = System.nanoTime();
    }

    void end() {
        busyNanos += System.nanoTime() - begun;
    }

    void saved(long nanos) {
        stateNanos += nanos;
    }

    /** A round is over, and its contribution went out if there was one. */
    void contributed(long bytes) {
        if (bytes > 0) {
            rounds.inc();
            contributedBytes.inc(bytes);
        }
    }

    /** A round's merged blocks were taken over. */
    void merged(long bytes) {
        mergedBytes.inc(bytes);
    }

    /** For so long there were events that only other shards held back. */
    void waited(long nanos) {
        waitingNanos += nanos;
    }

    void buffered(int events) {
        largestBuffer = Math.max(largestBuffer, events);
    }

    void trained(List<Example> batch) {
        clicks.inc(batch.size());
        batches.inc();
        trainedThrough = batch.get(batch.size() - 1).getEventTime();
    }

    void catalogue() {
        catalogueEvents.inc();
    }

    /** Training stands still from here until {@link #published}. */
    void beginVersion() {
        versionBegun = System.nanoTime();
    }

    void published(VersionSummary version) {
        versions.inc();
        heldBackInARow.set(0);
        heldBackReason = "";
        figures.show(version.health());
        if (version.base() < 0) {
            fullVersions.inc();
        }
        long nanos = System.nanoTime() - versionBegun;
        if (nanos > longestVersionNanos) {
            longestVersionNanos = nanos;
            itemsOfLongestVersion = version.counts().getOrDefault("items", 0L);
        }
    }

    /** The reason stands until a version goes out; what was found on the canaries is shown as of a version that did. */
    void heldBack(String reason, Map<String, Double> canaryFigures) {
        heldBackVersions.inc();
        heldBackInARow.incrementAndGet();
        heldBackReason = reason;
        figures.show(canaryFigures);
    }
}
