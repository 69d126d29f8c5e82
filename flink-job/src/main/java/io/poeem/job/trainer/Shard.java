package io.poeem.job.trainer;

import io.poeem.job.event.ShardEvent;
import io.poeem.job.sequence.Actions;
import io.poeem.job.sequence.Sequencer;
import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.train.Learner;
import io.poeem.train.publish.VersionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shard at work: events come in, wait for the watermark, are learned from in their order, and versions go out.
 *
 * <p>Between checkpoints the learner's cache and the sequencer are ahead of the state; {@link #save} brings the state up
 * with them. A shard made over that state goes on as if nothing had happened.
 */
final class Shard implements Actions {

    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

    private final Integer key;
    private final KeyCursor cursor;
    private final ShardState state;
    private final Learner learner;
    private final Sequencer sequencer;
    private final Versions versions;
    private final TrainerMetrics metrics;

    /** Takes up what the state holds, if anything. */
    Shard(Integer key, KeyCursor cursor, ShardState state, Learner learner, ShardParts parts, TrainerMetrics metrics)
            throws Exception {
        this.key = key;
        this.cursor = cursor;
        this.state = state;
        this.learner = learner;
        this.metrics = metrics;
        cursor.moveTo(key);
        Progress progress = state.progress().value();
        Progress from = progress == null ? Progress.start() : progress;
        byte[] shared = state.learner().value();
        List<ShardEvent> waiting = new ArrayList<>();
        state.waiting().get().forEach(waiting::add);
        if (shared != null) {
            learner.restore(shared);
        }
        this.sequencer = new Sequencer(parts.rules(), from.position(), waiting);
        this.versions = parts.versions(from.previousManifest());
        metrics.watch(learner, sequencer);
    }

    void add(ShardEvent event) {
        sequencer.add(event);
    }

    /** Events that have not been acted upon. */
    int waiting() {
        return sequencer.size();
    }

    void advance(long watermark) {
        metrics.begin();
        sequencer.advance(watermark, this);
        metrics.end();
    }

    /** Writes everything to keyed state: rows, the learner, the place in the sequence, and the events that wait. */
    void save() throws Exception {
        learner.flush();
        cursor.moveTo(key);
        state.learner().update(learner.sharedState());
        state.progress().update(new Progress(sequencer.position(), versions.previousManifest()));
        List<ShardEvent> waiting = new ArrayList<>(sequencer.size());
        sequencer.waiting(waiting::add);
        state.waiting().update(waiting);
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
        Optional<VersionSummary> written = versions.publish(learner, boundary, sequencer);
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
