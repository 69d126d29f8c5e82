package io.poeem.job.trainer;

import io.poeem.job.sequence.Actions;
import io.poeem.job.sequence.NextOffsets;
import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.train.Learner;
import io.poeem.train.publish.VersionSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sequence makes a shard do: its learner learns, and versions go out. */
class Training implements Actions {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);

    private final Learner learner;
    private final Versions versions;
    private final NextOffsets offsets;
    private final TrainerMetrics metrics;

    /** @param offsets as the sequence keeps them */
    Training(Learner learner, Versions versions, NextOffsets offsets, TrainerMetrics metrics) {
        this.learner = learner;
        this.versions = versions;
        this.offsets = offsets;
        this.metrics = metrics;
    }

    @Override
    public void train(List<Example> batch) {
        learner.train(batch);
        metrics.trained(batch);
    }

    @Override
    public void catalogue(Item item) {
        learner.catalogue(item);
        metrics.catalogue();
    }

    @Override
    public void publish(long boundary) {
        metrics.beginVersion();
        Optional<VersionSummary> written = versions.publish(learner, boundary, offsets);
        written.ifPresent(metrics::published);
        learner.heldBack().ifPresent(reason -> {
            LOG.error(
                    "No version at {}: {}. The last good one, {}, stays; held back so far: {}, batches skipped: {}."
                            + " See docs/operations.md, \"When versions are held back\"",
                    Instant.ofEpochMilli(boundary),
                    reason,
                    learner.lastVersion(),
                    learner.heldBackVersions(),
                    learner.skippedBatches());
            metrics.heldBack(reason, learner.canaryFigures());
        });
    }
}
