package io.poeem.searcher.testkit;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.VersionWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An index made by hand, for tests: a few items and query tokens with vectors that the test chooses. Each item is a list of its
 * own, so nothing is lost to codes: the score of an item is {@code 10 · cos(query, item) + log(clicks / all clicks)}. A query is the mean of
 * its tokens' vectors within a field, summed over fields.
 *
 * <p>Change it and publish it again, as often as the test needs; every version is a full one. For one thread.
 */
public final class SmallIndex {

    private static final float SCALE = 10;
    private static final long INTERVAL = 60_000;

    private record Item(float[] vector, double clicks) {}

    private final String name;
    private final int dims;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, float[]> tokens = new LinkedHashMap<>();
    private final Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
    private long version;
    private byte[] previous = new byte[0];

    private SmallIndex(String name, int dims) {
        this.name = name;
        this.dims = dims;
    }

    /** @param dims of all vectors */
    public static SmallIndex of(String name, int dims) {
        return new SmallIndex(name, dims);
    }

    /** Puts an item in, or another one in its place. @param clicks more than 0 */
    public SmallIndex item(String id, double clicks, float... vector) {
        items.put(id, new Item(checked(vector), clicks));
        return this;
    }

    public SmallIndex remove(String id) {
        items.remove(id);
        return this;
    }

    /** Puts a query token {@code field=value} in. */
    public SmallIndex token(String token, float... vector) {
        tokens.put(token, checked(vector));
        return this;
    }

    private float[] checked(float[] vector) {
        if (vector.length != dims) {
            throw new IllegalArgumentException("a vector of " + vector.length + " values in an index of " + dims);
        }
        return vector.clone();
    }

    /** The index as it is now, as the next version. */
    public SmallVersion next() {
        version++;
        long time = version * INTERVAL;
        List<byte[]> chunks = new ArrayList<>();
        List<ChunkRef> refs = write(chunks);
        IndexManifest manifest = new IndexManifest(
                name,
                version,
                -1L,
                refs,
                time,
                List.of(),
                ByteBuffer.wrap(new byte[32]),
                Map.of("items", (long) items.size(), "tokens", (long) tokens.size()),
                Map.of(),
                ByteBuffer.wrap(previous),
                ByteBuffer.allocate(32));
        byte[] bytes = new Manifests().encode(manifest);
        previous = Manifests.sha256(bytes);
        return new SmallVersion(version, time, List.copyOf(chunks), bytes);
    }

    private List<ChunkRef> write(List<byte[]> chunks) {
        Shape shape = new Shape(dims, Math.max(1, items.size()), 1, 1);
        VersionWriter writer =
                new VersionWriter(name, version, 0, shape, 64 << 10, chunk -> chunks.add(wire.encode(chunk)));
        float[] lists = new float[shape.coarse() * dims];
        double total = 0;
        int list = 0;
        for (Map.Entry<String, Item> entry : items.entrySet()) {
            Item item = entry.getValue();
            System.arraycopy(item.vector, 0, lists, list * dims, dims);
            float norm = length(item.vector);
            writer.item(entry.getKey(), list++, new byte[1], 0, norm, (float) Math.log(item.clicks));
            total += item.clicks;
        }
        tokens.forEach((token, row) -> writer.token(token, row, 0));
        writer.model(new Model(
                shape,
                Tower.identity(dims),
                Tower.identity(dims),
                Rotation.identity(dims),
                new Codebooks(shape, lists, new float[dims]),
                SCALE,
                1,
                Math.log(Math.max(1, total)),
                10));
        return writer.finish();
    }

    private static float length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return (float) Math.sqrt(squares);
    }
}
