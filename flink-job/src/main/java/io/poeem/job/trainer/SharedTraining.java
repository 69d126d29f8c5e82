package io.poeem.job.trainer;

import io.poeem.job.event.Contribution;
import io.poeem.job.sequence.NextOffsets;
import io.poeem.job.sequence.RoundActions;
import io.poeem.schemas.Example;
import io.poeem.train.Learner;
import java.util.List;
import java.util.function.Consumer;

/** What a sequence of rounds makes one of many shards do: it also tells what it learned, and takes over what all did. */
final class SharedTraining extends Training implements RoundActions {

    private final String run;
    private final int shard;
    private final Learner learner;
    private final Consumer<Contribution> out;
    private final TrainerMetrics metrics;
    private final RoundSizes sizes;

    SharedTraining(
            String run,
            int shard,
            Learner learner,
            Versions versions,
            NextOffsets offsets,
            Consumer<Contribution> out,
            TrainerMetrics metrics,
            RoundSizes sizes) {
        super(learner, versions, offsets, metrics);
        this.run = run;
        this.shard = shard;
        this.learner = learner;
        this.out = out;
        this.metrics = metrics;
        this.sizes = sizes;
    }

    @Override
    public void train(List<Example> batch) {
        super.train(batch);
        sizes.trained(batch.size());
    }

    @Override
    public void contribute(long round, boolean beforeVersion) {
        long[] bytes = new long[1];
        learner.contribute(beforeVersion, (block, sequence, payload) -> {
            bytes[0] += payload.length;
            out.accept(new Contribution(run, round, shard, block, sequence, payload));
        });
        metrics.contributed(bytes[0]);
        sizes.ended();
    }

    @Override
    public void merge(List<byte[]> merged) {
        learner.merge(merged);
        long bytes = 0;
        for (byte[] payload : merged) {
            bytes += payload.length;
        }
        metrics.merged(bytes);
    }
}
