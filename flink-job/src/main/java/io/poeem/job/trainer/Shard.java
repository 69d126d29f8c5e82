package io.poeem.job.trainer;

import io.poeem.job.event.ShardEvent;
import io.poeem.job.sequence.Sequencer;
import io.poeem.train.Learner;
import java.util.ArrayList;
import java.util.List;

/**
 * A shard alone: events come in, wait for the watermark, are learned from in their order, and versions go out.
 *
 * <p>Between checkpoints the learner's cache and the sequencer are ahead of the state; {@link #save} brings the state up
 * with them. A shard made over that state goes on as if nothing had happened.
 */
final class Shard implements SavedShard {

    private final ShardParts parts;
    private final Learner learner;
    private final Sequencer sequencer;
    private final Versions versions;
    private final Training training;

    /** Takes up what the state holds, if anything. */
    Shard(ShardParts parts) throws Exception {
        this.parts = parts;
        this.learner = parts.learner();
        parts.keys().moveToOwn();
        Progress progress = parts.state().progress().value();
        Progress from = progress == null ? Progress.start() : progress;
        this.sequencer = new Sequencer(parts.rules(), from.position(), parts.waiting());
        this.versions = parts.versions(from.previousManifest());
        this.training = new Training(learner, versions, sequencer.offsets(), parts.metrics());
        parts.watch(learner, sequencer::size);
    }

    void add(ShardEvent event) {
        sequencer.add(event);
    }

    /** Events that have not been acted upon. */
    int waiting() {
        return sequencer.size();
    }

    void advance(long watermark) {
        parts.metrics().begin();
        sequencer.advance(watermark, training);
        parts.metrics().end();
    }

    @Override
    public void save() throws Exception {
        parts.save(learner);
        parts.state().progress().update(new Progress(sequencer.position(), versions.previousManifest()));
        List<ShardEvent> waiting = new ArrayList<>(sequencer.size());
        sequencer.waiting(waiting::add);
        parts.state().waiting().update(waiting);
    }
}
