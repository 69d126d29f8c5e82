package io.poeem.job.trainer;

import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.LearningOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.options.VersionOptions;
import io.poeem.job.sequence.Rounds;
import io.poeem.job.sequence.SequenceRules;
import io.poeem.state.model.Shape;
import io.poeem.train.Learner;
import io.poeem.train.LearnerOptions;
import io.poeem.train.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What a shard is made of, from the options and the state of its keys.
 *
 * @param number 0 to shards - 1
 * @param out where chunks and manifests go
 */
record ShardParts(
        JobOptions options,
        int number,
        ShardKeys keys,
        ShardState state,
        TrainerMetrics metrics,
        Consumer<OutputRecord> out) {

    SequenceRules rules() {
        LearnerOptions.Query query = options.learner().query();
        return new SequenceRules(
                options.get(LearningOptions.BATCH_SIZE),
                options.get(LearningOptions.BATCH_MAX_DELAY).toMillis(),
                options.get(VersionOptions.SNAPSHOT_INTERVAL).toMillis(),
                example -> Learner.hasQuery(query, example));
    }

    Rounds rounds() {
        return new Rounds(options.get(ModelOptions.ROUND_INTERVAL).toMillis(), rules());
    }

    /** A learner that goes on from the state, if there is any. */
    Learner learner() throws Exception {
        Learner learner = new Learner(
                options.learner(),
                new Sharing(options.get(ModelOptions.SHARDS), number),
                new KeyedRowStore(state.items(), keys.cursor(), keys.slices()),
                new KeyedRowStore(state.tokens(), keys.cursor(), keys.slices()));
        keys.moveToOwn();
        byte[] shared = state.learner().value();
        if (shared != null) {
            learner.restore(shared);
        }
        return learner;
    }

    /** Events that the state holds. */
    List<ShardEvent> waiting() throws Exception {
        keys.moveToOwn();
        List<ShardEvent> waiting = new ArrayList<>();
        state.waiting().get().forEach(waiting::add);
        return waiting;
    }

    /** Writes rows and learner to state; the current key is the shard's own afterwards. */
    void save(Learner learner) throws Exception {
        learner.flush();
        keys.moveToOwn();
        state.learner().update(learner.sharedState());
    }

    void watch(Learner learner, IntSupplier waitingEvents) {
        metrics.watch(number, options.get(ModelOptions.SHARDS), learner, waitingEvents);
    }

    Versions versions(byte[] previousManifest) {
        LearnerOptions.Model model = options.learner().model();
        return new Versions(
                options.get(KafkaOptions.INDEX_NAME),
                number,
                new Shape(model.dims(), model.coarse(), model.subspaces(), model.centroids()),
                (int) options.get(VersionOptions.CHUNK).getBytes(),
                options.hash(),
                options.topics(),
                previousManifest,
                !options.shares(),
                out);
    }
}
