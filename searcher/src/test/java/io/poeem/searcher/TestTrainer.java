package io.poeem.searcher;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.searcher.testkit.MemoryTopic;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.quantize.Quantizer;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.VersionWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stands in for the trainer: random state that changes from version to version, published as the real one does. */
final class TestTrainer {

    static final String INDEX = "test";
    static final Shape SHAPE = new Shape(8, 4, 4, 8);
    /** Event time between versions. */
    static final long INTERVAL = 60_000;

    /** A version as records: what a transaction would hold. */
    record Published(long version, long time, List<byte[]> chunks, byte[] manifest, IndexImage image) {

        void into(MemoryTopic chunkTopic, MemoryTopic versionTopic) {
            chunks.forEach(chunk -> chunkTopic.append(time, chunk));
            versionTopic.append(time, manifest);
        }
    }

    record ItemState(int coarse, byte[] code, float norm, float logCount, float[] vector) {}

    private final Random random;
    private final Shape shape;
    private final Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
    private final SortedMap<String, ItemState> items = new TreeMap<>();
    private final SortedMap<String, float[]> tokens = new TreeMap<>();
    private Model model;
    private boolean vectors;
    private long version;
    private byte[] previousHash = new byte[0];

    TestTrainer(long seed, Shape shape, int itemCount) {
        this.random = new Random(seed);
        this.shape = shape;
        this.model = randomModel(random, shape, 1);
        for (int i = 0; i < itemCount; i++) {
            learnItem("i" + i);
            learnToken("hist=i" + i);
        }
    }

    static TestTrainer small(long seed) {
        return new TestTrainer(seed, SHAPE, 12);
    }

    TestTrainer withVectors() {
        vectors = true;
        return this;
    }

    TestTrainer model(Model replacement) {
        this.model = replacement;
        return this;
    }

    TestTrainer rename(String token, String to) {
        tokens.put(to, tokens.remove(token));
        return this;
    }

    /** One that goes its own way from here on; this one does not notice. */
    TestTrainer copy(long seed) {
        TestTrainer copy = new TestTrainer(seed, shape, 0);
        copy.items.putAll(items);
        copy.tokens.putAll(tokens);
        copy.model = model;
        copy.vectors = vectors;
        copy.version = version;
        copy.previousHash = previousHash;
        return copy;
    }

    /** The number of the last version; 0 before the first. */
    long version() {
        return version;
    }

    /** Goes another way from here on than a trainer of the same seed. */
    TestTrainer learnMore() {
        random.nextLong();
        return this;
    }

    /** Everything. */
    Published full() {
        version++;
        List<byte[]> chunks = new ArrayList<>();
        VersionWriter writer = writer(chunks);
        items.keySet().forEach(id -> writeItem(writer, id));
        tokens.keySet().forEach(token -> writer.token(token, tokens.get(token), 0));
        return finish(writer, chunks, IndexDelta.FULL);
    }

    /** A few items and tokens changed, one of each new, one of each gone, and another model. */
    Published delta() {
        long base = version++;
        List<byte[]> chunks = new ArrayList<>();
        VersionWriter writer = writer(chunks);
        model = new Model(
                shape,
                model.query(),
                model.item(),
                model.rotation(),
                model.codebooks(),
                model.scale(),
                model.popularityWeight(),
                model.logTotal() + 0.5,
                model.historyLength());
        String goneItem = items.firstKey();
        String goneToken = tokens.firstKey();
        items.remove(goneItem);
        tokens.remove(goneToken);
        writer.removedItem(goneItem);
        writer.removedToken(goneToken);
        for (String id : List.of(items.lastKey(), "new" + version)) {
            learnItem(id);
            writeItem(writer, id);
        }
        for (String token : List.of(tokens.lastKey(), "last=new" + version)) {
            learnToken(token);
            writer.token(token, tokens.get(token), 0);
        }
        return finish(writer, chunks, base);
    }

    private VersionWriter writer(List<byte[]> chunks) {
        return new VersionWriter(INDEX, version, 0, shape, 1_024, chunk -> chunks.add(wire.encode(chunk)));
    }

    private Published finish(VersionWriter writer, List<byte[]> chunks, long base) {
        writer.model(model);
        List<ChunkRef> refs = writer.finish();
        long time = version * INTERVAL;
        IndexManifest manifest = new IndexManifest(
                INDEX,
                version,
                base,
                refs,
                time,
                List.of(),
                ByteBuffer.wrap(new byte[32]),
                Map.of("items", (long) items.size()),
                Map.of(),
                ByteBuffer.wrap(previousHash),
                ByteBuffer.allocate(32));
        byte[] bytes = new Manifests().encode(manifest);
        previousHash = Manifests.sha256(bytes);
        return new Published(version, time, List.copyOf(chunks), bytes, image());
    }

    /** What a reader of the newest version must have. */
    IndexImage image() {
        ItemsBuilder itemsBuilder = new ItemsBuilder(shape.dims(), shape.subspaces());
        items.forEach((id, item) -> {
            itemsBuilder.add(id, item.coarse(), item.code(), 0, item.norm(), item.logCount());
            if (vectors) {
                itemsBuilder.vector(id, item.vector(), 0);
            }
        });
        TokenRows.Builder rows = new TokenRows.Builder();
        tokens.forEach(rows::add);
        IndexDelta all = new IndexDelta(
                version,
                IndexDelta.FULL,
                version * INTERVAL,
                model,
                rows.build(),
                itemsBuilder.build(),
                List.of(),
                List.of());
        return IndexImage.empty().apply(all);
    }

    private void writeItem(VersionWriter writer, String id) {
        ItemState item = items.get(id);
        writer.item(id, item.coarse(), item.code(), 0, item.norm(), item.logCount());
        if (vectors) {
            writer.vector(id, item.vector(), 0);
        }
    }

    private void learnItem(String id) {
        putItem(id, gaussians(random, shape.dims()), (float) (-3 * Math.log(random.nextDouble())));
    }

    /** An item with this embedding and popularity L. */
    TestTrainer putItem(String id, float[] x, float logCount) {
        int[] coarse = new int[1];
        byte[] code = new byte[shape.subspaces()];
        float[] decoded = new float[shape.dims()];
        Quantizer quantizer = new Quantizer(model.codebooks(), model.rotation(), Kernels.best());
        quantizer.encode(x, 1, coarse, code);
        quantizer.decode(coarse, code, 1, decoded);
        float norm = (float) Math.sqrt(Kernels.best().dot(decoded, 0, decoded, 0, decoded.length));
        items.put(id, new ItemState(coarse[0], code, norm, logCount, x));
        return this;
    }

    private void learnToken(String token) {
        tokens.put(token, gaussians(random, shape.dims()));
    }

    static Model randomModel(Random random, Shape shape, float popularityWeight) {
        float[] coarse = gaussians(random, shape.coarse() * shape.dims());
        float[] words = gaussians(random, shape.centroids() * shape.dims());
        for (int i = 0; i < words.length; i++) {
            words[i] *= 0.3f;
        }
        return new Model(
                shape,
                Tower.identity(shape.dims()),
                Tower.identity(shape.dims()),
                Rotation.of(orthogonal(random, shape.dims()), shape.dims()),
                new Codebooks(shape, coarse, words),
                10,
                popularityWeight,
                12.5,
                10);
    }

    static float[] gaussians(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Gram-Schmidt over the rows of a random matrix. */
    private static float[] orthogonal(Random random, int d) {
        double[][] rows = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                rows[i][j] = random.nextGaussian();
            }
            for (int before = 0; before < i; before++) {
                double dot = 0;
                for (int j = 0; j < d; j++) {
                    dot += rows[i][j] * rows[before][j];
                }
                for (int j = 0; j < d; j++) {
                    rows[i][j] -= dot * rows[before][j];
                }
            }
            double norm = Math.sqrt(Arrays.stream(rows[i]).map(v -> v * v).sum());
            for (int j = 0; j < d; j++) {
                rows[i][j] /= norm;
            }
        }
        float[] flat = new float[d * d];
        for (int i = 0; i < d * d; i++) {
            flat[i] = (float) rows[i / d][i % d];
        }
        return flat;
    }
}
