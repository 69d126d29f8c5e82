package io.poeem.ops.bench;

import io.poeem.schemas.Example;
import io.poeem.train.Learner;
import io.poeem.train.LearnerOptions;
import io.poeem.train.Phase;
import io.poeem.train.StageNanos;
import io.poeem.train.rows.HeapRowStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One shape of the joint step, measured in memory: rows, towers, softmax, quantizer and every update; all rows are cached.
 * The query is the user's id as its only token, one lookup per side as the peer's.
 */
final class TrainRun {

    /** Examples made before the clock runs; reused in turn. */
    private static final int PREPARED = 1 << 18;

    private static final int USERS = 100_000;
    private static final int ITEMS = 100_000;

    private final int batchSize;
    private final int hidden;
    private final LongSupplier nanos;

    TrainRun(int batchSize, int hidden, LongSupplier nanos) {
        this.batchSize = batchSize;
        this.hidden = hidden;
        this.nanos = nanos;
    }

    /**
     * The figures of one shape.
     *
     * @param examplesPerSecond median of the windows
     * @param slowest the slowest window's
     * @param fastest the fastest window's
     * @param stages time of the measured windows by stage
     */
    record Figures(
            int batch, int hidden, double examplesPerSecond, double slowest, double fastest, StageNanos stages) {}

    /** Warms up into the joint phase and for as long as two windows, then measures. */
    Figures measure(int windows, double seconds) {
        TrainWorkload workload = new TrainWorkload(USERS, ITEMS, 1);
        Learner learner = new Learner(options(), new HeapRowStore(), new HeapRowStore(), nanos);
        workload.catalogue().forEach(learner::catalogue);
        List<List<Example>> batches = prepare(workload);
        int next = 0;
        while (learner.phase() != Phase.JOINT) {
            learner.train(batches.get(next++ % batches.size()));
        }
        for (List<Example> batch : batches) {
            learner.train(batch); // now every row of the measured batches exists
        }
        window(learner, batches, 2 * seconds);
        StageNanos before = learner.stages();
        double[] rates = new double[windows];
        for (int i = 0; i < windows; i++) {
            rates[i] = window(learner, batches, seconds);
        }
        Arrays.sort(rates);
        StageNanos stages = learner.stages().minus(before);
        return new Figures(batchSize, hidden, rates[windows / 2], rates[0], rates[windows - 1], stages);
    }

    private double window(Learner learner, List<List<Example>> batches, double seconds) {
        long begin = nanos.getAsLong();
        long end = begin + (long) (seconds * 1e9);
        long examples = 0;
        long now = begin;
        for (int i = 0; now < end; i++) {
            learner.train(batches.get(i % batches.size()));
            examples += batchSize;
            now = nanos.getAsLong();
        }
        return examples * 1e9 / (now - begin);
    }

    private List<List<Example>> prepare(TrainWorkload workload) {
        List<List<Example>> batches = new ArrayList<>();
        for (int i = 0; i < PREPARED / batchSize; i++) {
            batches.add(workload.batch(batchSize, i));
        }
        return batches;
    }

    private LearnerOptions options() {
        LearnerOptions o = LearnerOptions.defaults();
        return o.with(new LearnerOptions.Query(0, false, false, true, false, false))
                .with(new LearnerOptions.Model(64, 128, 256, 8, 10, 1))
                .with(new LearnerOptions.Towers(hidden == 0 ? List.of() : List.of(hidden), 0.2f))
                .with(new LearnerOptions.Batch(batchSize, true))
                .with(new LearnerOptions.Schedule(0, 8192));
    }
}
