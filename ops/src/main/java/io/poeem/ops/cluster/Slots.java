package io.poeem.ops.cluster;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.RuntimeOptions;
import java.util.Optional;

/** Whether a job fits into a cluster: Flink would wait for slots that never come, and say nothing. */
final class Slots {

    private Slots() {}

    /** What is wrong; empty where it fits. */
    static Optional<String> tooFew(ClusterSpec spec, JobOptions options) {
        int trainers = options.trainerParallelism();
        int histories = options.get(RuntimeOptions.HISTORY_PARALLELISM);
        int slots = spec.taskmanagers() * spec.slotsOfEach();
        if (Math.max(trainers, histories) <= slots) {
            return Optional.empty();
        }
        return Optional.of("The job trains in " + trainers + " subtasks and keeps histories in " + histories
                + ", but this cluster has " + slots
                + " slots: set parallelism.trainer and parallelism.history to at most "
                + slots + ", or begin the cluster with more --taskmanagers or --slots");
    }
}
