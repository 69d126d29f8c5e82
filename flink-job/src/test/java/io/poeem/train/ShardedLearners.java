package io.poeem.train;

import io.poeem.schemas.Example;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.Item;
import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.merge.ContributionSink;
import io.poeem.train.merge.Merge;
import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.publish.VersionSummary;
import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.Slices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Many learners in one process, with their merges and without a topic; each may be stopped and restored at any point. */
final class ShardedLearners {

    private static final int MOST_BYTES = 4096;

    private final LearnerOptions options;
    private final int shards;
    private final List<HeapRowStore> items = new ArrayList<>();
    private final List<HeapRowStore> tokens = new ArrayList<>();
    private final List<Learner> learners = new ArrayList<>();
    private final List<List<byte[]>> rounds = new ArrayList<>();
    private final List<String> chunks = new ArrayList<>();

    ShardedLearners(LearnerOptions options, int shards) {
        this.options = options;
        this.shards = shards;
        for (int shard = 0; shard < shards; shard++) {
            items.add(new HeapRowStore());
            tokens.add(new HeapRowStore());
            learners.add(learner(shard));
        }
    }

    private Learner learner(int shard) {
        return new Learner(options, new Sharing(shards, shard), items.get(shard), tokens.get(shard), () -> 0);
    }

    Learner shard(int shard) {
        return learners.get(shard);
    }

    int shardOf(String item) {
        return Math.floorMod(item.hashCode(), shards);
    }

    /** All that was ever merged, round by round. */
    List<List<byte[]>> rounds() {
        return rounds;
    }

    /** Hashes of all chunks that were ever published, by part. */
    List<String> chunks() {
        return chunks;
    }

    void train(List<Example> examples) {
        for (int shard = 0; shard < shards; shard++) {
            List<Example> own = new ArrayList<>();
            for (Example example : examples) {
                if (shardOf(example.getItem()) == shard) {
                    own.add(example);
                }
            }
            if (!own.isEmpty()) {
                learners.get(shard).train(own);
            }
        }
    }

    void catalogue(Item item) {
        learners.get(shardOf(item.getId())).catalogue(item);
    }

    /** As a checkpoint would. */
    void restart(int shard) {
        Learner stopped = learners.get(shard);
        stopped.flush();
        byte[] state = stopped.sharedState();
        items.set(shard, new HeapRowStore(items.get(shard)));
        tokens.set(shard, new HeapRowStore(tokens.get(shard)));
        learners.set(shard, learner(shard));
        learners.get(shard).restore(state);
    }

    /** Shards of another number that go on from these as they stand, at whatever point. */
    ShardedLearners reshard(int to) {
        ShardedLearners made = new ShardedLearners(options, to);
        List<byte[]> states = new ArrayList<>();
        for (Learner learner : learners) {
            learner.flush();
            states.add(learner.sharedState());
        }
        Resharding resharding = new Resharding(options, states, to, made::shardOf);
        for (String token : resharding.tokensToMerge()) {
            for (int shard = 0; shard < shards; shard++) {
                byte[] row = tokens.get(shard).get(token);
                if (row != null) {
                    resharding.token(shard, token, row);
                }
            }
        }
        resharding.merge();
        byte[] before = resharding.popularityBefore();
        List<List<byte[]>> sums = new ArrayList<>();
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            MovingItems counting = new MovingItems(options, before, to, made::shardOf);
            forEachItem(slice, counting::add);
            sums.add(counting.sums());
        }
        resharding.sums(sums);
        MovingItems moving = new MovingItems(options, before, resharding.popularityAfter(), made::shardOf);
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            forEachItem(
                    slice,
                    (from, item, row) -> made.items.get(made.shardOf(item)).put(item, moving.moved(from, item, row)));
        }
        for (int shard = 0; shard < to; shard++) {
            made.tokens.set(shard, new HeapRowStore(tokens.get(0)));
            resharding.mergedTokens().forEach(made.tokens.get(shard)::put);
            made.learners.set(shard, made.learner(shard));
            made.learners.get(shard).restore(resharding.state(shard));
        }
        return made;
    }

    private interface ItemVisitor {
        void visit(int shard, String item, byte[] row);
    }

    private void forEachItem(int slice, ItemVisitor visitor) {
        for (int shard = 0; shard < shards; shard++) {
            int of = shard;
            items.get(shard).forEach(slice, (item, row) -> visitor.visit(of, item, row));
        }
    }

    /** log p̂ of every clicked item, over all shards. */
    Map<String, Double> popularity() {
        Map<String, Double> logs = new TreeMap<>();
        for (Learner learner : learners) {
            PopularityEstimate estimate = learner.state().popularity;
            for (int slice = 0; slice < Slices.COUNT; slice++) {
                learner.items().forEachInSlice(slice, (slots, n) -> {
                    for (int i = 0; i < n; i++) {
                        if (learner.items().isClicked(slots[i])) {
                            logs.put(
                                    learner.items().key(slots[i]),
                                    estimate.logCount(learner.items(), slots[i]) - estimate.logTotal());
                        }
                    }
                });
            }
        }
        return logs;
    }

    /** A count over all shards. */
    long count(ToLongFunction<Counts> of) {
        return learners.stream()
                .mapToLong(learner -> of.applyAsLong(learner.state().counts))
                .sum();
    }

    int shards() {
        return shards;
    }

    /** Ends a round. */
    void merge(boolean beforeVersion) {
        merge(beforeVersion, learners);
    }

    /** Ends a round in which these took part. */
    void merge(boolean beforeVersion, List<Learner> trained) {
        Map<Integer, Map<Integer, List<byte[]>>> blocks = new TreeMap<>();
        for (int i = 0; i < trained.size(); i++) {
            int shard = i;
            ContributionSink out = (block, sequence, payload) -> blocks.computeIfAbsent(block, b -> new TreeMap<>())
                    .computeIfAbsent(shard, s -> new ArrayList<>())
                    .add(payload);
            trained.get(i).contribute(beforeVersion, out);
        }
        List<byte[]> merged = new ArrayList<>();
        blocks.forEach((block, shards) -> Merge.run(block, List.copyOf(shards.values()), MOST_BYTES, merged::add));
        if (!merged.isEmpty()) {
            rounds.add(merged);
            learners.forEach(learner -> learner.merge(merged));
        }
    }

    /** A version's parts; empty where there is none. */
    List<VersionSummary> publish(long version, long trainedThrough) {
        List<VersionSummary> parts = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            LearnerOptions.Model m = options.model();
            Shape shape = new Shape(m.dims(), m.coarse(), m.subspaces(), m.centroids());
            List<IndexChunk> written = new ArrayList<>();
            VersionWriter writer = new VersionWriter("test", version, shard, shape, 4096, written::add);
            Optional<VersionSummary> summary = learners.get(shard).publish(version, trainedThrough, writer);
            summary.ifPresent(part -> {
                parts.add(part);
                part.chunks().forEach(chunk -> chunks.add(chunk.toString()));
            });
        }
        return parts;
    }

    /** What a shard has that all have alike, after a merge: by name, its bytes or numbers. */
    Map<String, Object> replica(int shard) {
        Learner learner = learners.get(shard);
        learner.flush();
        Map<String, Object> all = new HashMap<>();
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            tokens.get(shard)
                    .forEach(
                            slice,
                            (key, row) -> all.put("token " + key, HexFormat.of().formatHex(row)));
        }
        all.put("model", HexFormat.of().formatHex(learner.replicated()));
        all.put("phase", learner.phase());
        return all;
    }
}
