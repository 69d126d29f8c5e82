package io.poeem.job.trainer;

import io.poeem.job.event.OutputRecord;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.LearningOptions;
import io.poeem.job.options.VersionOptions;
import io.poeem.job.sequence.SequenceRules;
import io.poeem.train.Learner;
import io.poeem.train.LearnerOptions;
import java.util.function.Consumer;

/** What a shard is made of, from the options. */
final class ShardParts {

    private final JobOptions options;
    private final int shard;
    private final Consumer<OutputRecord> out;

    ShardParts(JobOptions options, int shard, Consumer<OutputRecord> out) {
        this.options = options;
        this.shard = shard;
        this.out = out;
    }

    SequenceRules rules() {
        LearnerOptions.Query query = options.learner().query();
        return new SequenceRules(
                options.get(LearningOptions.BATCH_SIZE),
                options.get(LearningOptions.BATCH_MAX_DELAY).toMillis(),
                options.get(VersionOptions.SNAPSHOT_INTERVAL).toMillis(),
                example -> Learner.hasQuery(query, example));
    }

    Versions versions(byte[] previousManifest) {
        LearnerOptions.Model model = options.learner().model();
        return new Versions(
                options.get(KafkaOptions.INDEX_NAME),
                shard,
                new io.poeem.state.model.Shape(model.dims(), model.coarse(), model.subspaces(), model.centroids()),
                (int) options.get(VersionOptions.CHUNK).getBytes(),
                options.hash(),
                options.topics(),
                previousManifest,
                out);
    }
}
