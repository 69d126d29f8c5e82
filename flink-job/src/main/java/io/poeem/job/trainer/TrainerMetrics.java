package io.poeem.job.trainer;

import io.poeem.job.sequence.Sequencer;
import io.poeem.schemas.Example;
import io.poeem.train.Learner;
import io.poeem.train.publish.VersionSummary;
import java.util.List;
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
    private long busyNanos;
    private long stateNanos;
    private long begun;
    private volatile long trainedThrough = Long.MIN_VALUE;
    private volatile int largestBuffer;

    TrainerMetrics(MetricGroup group) {
        this.group = group;
        clicks = group.counter("clicks");
        batches = group.counter("batches");
        catalogueEvents = group.counter("catalogueEvents");
        versions = group.counter("versions");
        fullVersions = group.counter("fullVersions");
        group.gauge("trainedThrough", () -> trainedThrough);
        group.gauge("waitingEventsMax", () -> largestBuffer);
        group.gauge("timeTrainerMs", () -> busyNanos / 1_000_000);
        group.gauge("timeCheckpointFlushMs", () -> stateNanos / 1_000_000);
    }

    /** Shows a shard's learner and buffer. */
    void watch(Learner learner, Sequencer sequencer) {
        group.gauge("waitingEvents", sequencer::size);
        group.gauge("lastVersion", learner::lastVersion);
        group.gauge("phase", () -> learner.phase().name());
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

    void published(VersionSummary version) {
        versions.inc();
        if (version.base() < 0) {
            fullVersions.inc();
        }
    }
}
