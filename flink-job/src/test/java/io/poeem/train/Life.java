package io.poeem.train;

import io.poeem.schemas.Example;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Item;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.Assembler;
import io.poeem.state.snapshot.SnapshotException;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.publish.VersionSummary;
import io.poeem.train.rows.HeapRowStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A learner, its stores and a searcher's image that follows it; may be stopped and restored at any point. */
final class Life {

    static final int DIMS = 16;

    private final LearnerOptions options;
    private final List<String> log = new ArrayList<>();
    private HeapRowStore items = new HeapRowStore();
    private HeapRowStore tokens = new HeapRowStore();
    private Learner learner;
    private IndexImage image = IndexImage.empty();

    Life(LearnerOptions options) {
        this.options = options;
        this.learner = new Learner(options, items, tokens, () -> 0);
    }

    /** Small sizes under which everything happens soon. */
    static LearnerOptions options(int cache, int full, int refresh, long expiryMs) {
        return LearnerOptions.defaults()
                .with(new LearnerOptions.Model(DIMS, 3, 4, 2, 10, 1))
                .with(new LearnerOptions.Rows(0.2f, 0.3, cache))
                .with(new LearnerOptions.Batch(8, true))
                .with(new LearnerOptions.Schedule(20, 30))
                .with(new LearnerOptions.Versions(full, refresh, java.time.Duration.ofMillis(expiryMs), true));
    }

    Learner learner() {
        return learner;
    }

    IndexImage image() {
        return image;
    }

    HeapRowStore itemStore() {
        return items;
    }

    HeapRowStore tokenStore() {
        return tokens;
    }

    /** Content hash per version, chunk hashes when asked for. */
    List<String> log() {
        return log;
    }

    /** As a checkpoint would: a copy of the stores, a new learner over it. */
    void restart() {
        learner.flush();
        byte[] shared = learner.sharedState();
        items = new HeapRowStore(items);
        tokens = new HeapRowStore(tokens);
        learner = new Learner(options, items, tokens, () -> 0);
        learner.restore(shared);
    }

    Optional<VersionSummary> publish(long version, long trainedThrough) {
        List<IndexChunk> chunks = new ArrayList<>();
        LearnerOptions.Model m = options.model();
        Shape shape = new Shape(m.dims(), m.coarse(), m.subspaces(), m.centroids());
        VersionWriter writer = new VersionWriter("test", version, 0, shape, 4096, chunks::add);
        Optional<VersionSummary> summary = learner.publish(version, trainedThrough, writer);
        summary.ifPresent(s -> follow(s, chunks, trainedThrough));
        return summary;
    }

    private void follow(VersionSummary summary, List<IndexChunk> chunks, long trainedThrough) {
        Assembler assembler = new Assembler("test", 1 << 26, 4);
        chunks.forEach(assembler::add);
        try {
            IndexDelta delta = assembler.assemble(manifest(summary, trainedThrough));
            image = image.apply(delta);
        } catch (SnapshotException e) {
            throw new AssertionError(e);
        }
        log.add(HexFormat.of().formatHex(image.contentSha256()));
    }

    private static IndexManifest manifest(VersionSummary summary, long trainedThrough) {
        return IndexManifest.newBuilder()
                .setIndex("test")
                .setVersion(summary.version())
                .setBase(summary.base())
                .setChunks(summary.chunks())
                .setTrainedThrough(trainedThrough)
                .setOffsets(List.of())
                .setOptionHash(ByteBuffer.allocate(32))
                .setCounts(summary.counts())
                .setHealth(summary.health())
                .setPreviousSha256(ByteBuffer.allocate(0))
                .setSha256(ByteBuffer.allocate(32))
                .build();
    }

    /**
     * A random life: batches of clicks by Zipf's law over a drifting catalogue, catalogue events and deletions, a version
     * every few batches. The same seed gives the same; interruptions have a source of their own.
     */
    static Life random(LearnerOptions options, long seed, int steps, Random interruptions, int percent) {
        Life life = new Life(options);
        Random random = new Random(seed);
        long version = 0;
        for (int step = 0; step < steps; step++) {
            long time = 1_000_000L + 1000L * step;
            if (random.nextInt(4) == 0) {
                life.learner.catalogue(item(random, step, time));
            }
            life.learner.train(batch(random, step, time));
            if (interruptions.nextInt(100) < percent) {
                life.learner.flush();
            }
            if (interruptions.nextInt(100) < percent) {
                life.restart();
            }
            if (random.nextInt(3) == 0) {
                life.publish(++version, time + 1000);
            }
        }
        return life;
    }

    static List<Example> batch(Random random, int step, long time) {
        List<Example> batch = new ArrayList<>();
        int size = 1 + random.nextInt(8);
        for (int i = 0; i < size; i++) {
            List<String> history = new ArrayList<>();
            for (int h = random.nextInt(4); h > 0; h--) {
                history.add(id(random, step));
            }
            List<String> context = random.nextInt(5) == 0 ? List.of(context(random.nextInt(9))) : List.of();
            float weight = random.nextInt(6) == 0 ? 0.5f * random.nextInt(4) : 1;
            batch.add(Examples.example("u" + random.nextInt(30), id(random, step), time + i, weight, history, context));
        }
        return batch;
    }

    /** Some are features of items as well. */
    private static String context(int number) {
        return number < 3 ? "genre=" + number : "term=" + number;
    }

    static Item item(Random random, int step, long time) {
        List<String> features = new ArrayList<>();
        for (int f = random.nextInt(4); f > 0; f--) {
            features.add("genre=" + random.nextInt(6));
        }
        return Item.newBuilder()
                .setId(id(random, step))
                .setEventTime(time)
                .setFeatures(features)
                .setDeleted(random.nextInt(5) == 0)
                .build();
    }

    /** Popular items change over time, so that rows fall asleep and expire. */
    private static String id(Random random, int step) {
        return Integer.toString(step / 40 * 10 + (int) Math.exp(random.nextDouble() * Math.log(80)));
    }
}
