package io.poeem.ops.bench;

import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.Learner;
import io.poeem.train.LearnerOptions;
import io.poeem.train.Phase;
import io.poeem.train.publish.VersionSummary;
import io.poeem.train.rows.HeapRowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How long a version takes, from the boundary to its last encoded chunk: training waits for it. All rows are cached; d 64, J
 * 128, K 256, D 8, two query tokens per item.
 */
final class PublishRun {

    private static final int BATCH = 256;
    private static final int CHUNK_BYTES = 512 << 10;

    private final int items;
    private final int clicks;
    private final LearnerOptions options;
    private final LongSupplier nanos;
    private final LongSupplier cpuNanos;
    private final Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);

    /**
     * @param clicks between versions
     * @param refresh within so many versions every item is encoded anew
     * @param full every so many versions one is full
     */
    PublishRun(int items, int clicks, int refresh, int full, LongSupplier nanos, LongSupplier cpuNanos) {
        this.items = items;
        this.clicks = clicks;
        this.nanos = nanos;
        this.cpuNanos = cpuNanos;
        this.options = LearnerOptions.defaults()
                .with(new LearnerOptions.Batch(BATCH, true))
                .with(new LearnerOptions.Schedule(0, 8192))
                .with(new LearnerOptions.Versions(full, refresh, Duration.ofDays(365), false));
    }

    /**
     * One version.
     *
     * @param millis by the wall clock
     * @param cpuMillis of the thread
     * @param encoded items encoded anew
     */
    record Figure(boolean full, double millis, double cpuMillis, long encoded, long bytes) {}

    /** Versions in their order; the first, of all that was ever learned and by cold code, is one of its own kind. */
    List<Figure> measure(int versions) {
        PublishWorkload workload = new PublishWorkload(items, 1);
        Learner learner = new Learner(options, new HeapRowStore(), new HeapRowStore(), nanos);
        for (int first = 0; first < items || learner.phase() != Phase.JOINT; first += BATCH) {
            learner.train(workload.inOrder(first % items, BATCH));
        }
        List<Figure> figures = new ArrayList<>();
        for (int version = 1; version <= versions; version++) {
            figures.add(publish(learner, version));
            for (int i = 0; i < clicks; i += BATCH) {
                learner.train(workload.zipf(Math.min(BATCH, clicks - i)));
            }
        }
        return figures;
    }

    private Figure publish(Learner learner, int version) {
        LearnerOptions.Model m = options.model();
        Shape shape = new Shape(m.dims(), m.coarse(), m.subspaces(), m.centroids());
        long[] bytes = {0};
        long begun = nanos.getAsLong();
        long begunCpu = cpuNanos.getAsLong();
        VersionWriter out = new VersionWriter(
                "bench", version, 0, shape, CHUNK_BYTES, chunk -> bytes[0] += wire.encode(chunk).length);
        VersionSummary summary = learner.publish(version, version, out).orElseThrow();
        long cpu = cpuNanos.getAsLong() - begunCpu;
        long wall = nanos.getAsLong() - begun;
        return new Figure(
                summary.base() < 0, wall / 1e6, cpu / 1e6, summary.counts().get("encoded"), bytes[0]);
    }
}
