package io.poeem.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** One record of each kind, with every field away from its default, and what belongs to it. */
final class Samples {
    static final Click CLICK = new Click("user-7", "0111161", 1_362_062_307_000L, 0.5f, List.of("term=röd", "page=2"));
    static final Item ITEM = new Item(
            "0111161", 1_362_062_307_000L, List.of("genre=Drama", "year=1994"), "The Shawshank Redemption", true);
    static final Example EXAMPLE = new Example(
            "user-7",
            "0111161",
            1_362_062_307_000L,
            3,
            12_345_678_901L,
            2.25f,
            true,
            IntStream.range(0, 10).mapToObj(i -> "00686" + i).toList(),
            List.of("term=röd"));
    static final IndexChunk CHUNK =
            new IndexChunk("poeem", 42L, 1, 2, 3, ByteBuffer.wrap("any payload".getBytes(UTF_8)));
    static final IndexManifest MANIFEST = new IndexManifest(
            "poeem",
            42L,
            41L,
            List.of(new ChunkRef(0, 0, 1, 11, hash(1)), new ChunkRef(0, 1, 3, 900_000, hash(2))),
            1_362_062_400_000L,
            List.of(new PartitionOffset("poeem.clicks", 0, 141_695L), new PartitionOffset("poeem.clicks", 1, 0L)),
            hash(3),
            new TreeMap<>(Map.of("items", 12_611L, "tokens", 25_000L)),
            new TreeMap<>(Map.of("distortion", 0.0625)),
            hash(4),
            hash(5));

    static final IndexPin PIN = new IndexPin("poeem", 41L, 1_362_062_460_000L, "recall fell with röd");

    static final ModelRecord MODEL =
            new ModelRecord("3f0c", 1, 1_362_062_400_000L, 3, 1, ByteBuffer.wrap(new byte[] {1, 2, 3, -1}));

    record Kind<T extends SpecificRecord>(String name, Wire<T> wire, T sample) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Samples() {}

    static List<Kind<?>> kinds() {
        return List.of(
                new Kind<>("click", Wire.clicks(Limits.EVENTS), CLICK),
                new Kind<>("item", Wire.items(Limits.EVENTS), ITEM),
                new Kind<>("example", Wire.examples(Limits.EVENTS), EXAMPLE),
                new Kind<>("index-chunk", Wire.chunks(Limits.INDEX), CHUNK),
                new Kind<>("index-manifest", Wire.manifests(Limits.INDEX), MANIFEST),
                new Kind<>("index-pin", Wire.pins(Limits.PINS), PIN),
                new Kind<>("model-record", Wire.models(Limits.INDEX), MODEL));
    }

    private static ByteBuffer hash(int fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return ByteBuffer.wrap(bytes);
    }
}
