package io.poeem.state.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.model.Models;
import io.poeem.state.snapshot.SnapshotException.Corrupt;
import io.poeem.state.snapshot.SnapshotException.TooNew;
import io.poeem.state.snapshot.SnapshotException.TooOld;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payloads of every format version are read for ever; one file for each way to be malformed, all with hashes that match. */
class PayloadFormatTest {
    private static final Map<String, Integer> KINDS = Map.of(
            "model", ChunkKind.MODEL,
            "tokens", ChunkKind.TOKENS,
            "items", ChunkKind.ITEMS,
            "removed", ChunkKind.REMOVED,
            "vectors", ChunkKind.VECTORS);

    @Test
    void theGoldenPayloadsOfFormatOneAreRead() throws IOException, SnapshotException {
        IndexDelta delta = assemble(
                chunk("golden/payload-model-v1"),
                chunk("golden/payload-tokens-v1"),
                chunk("golden/payload-items-v1"),
                chunk("golden/payload-removed-v1"),
                chunk("golden/payload-vectors-v1"));
        IndexDelta expected = new IndexDelta(
                2,
                1,
                2000,
                Models.small(1, true),
                new TokenRows.Builder()
                        .add("hist=a", new float[] {1, 2, 3, 4})
                        .add("last=ö", new float[] {-1, 0.5f, 0, 8})
                        .build(),
                new ItemsBuilder(4, 2)
                        .add("a", 2, new byte[] {3, 1}, 0, 1.5f, -2.25f)
                        .vector("a", new float[] {4, 3, 2, 1}, 0)
                        .build(),
                List.of("hist=b"),
                List.of("b", "c"));
        assertThat(delta)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*index")
                .isEqualTo(expected);
    }

    @Test
    void theGoldenPayloadsAreWhatIsWritten() throws IOException {
        List<IndexChunk> written = new ArrayList<>();
        VersionWriter writer = new VersionWriter("poeem", 2, 0, Models.SHAPE, 4096, written::add);
        writer.model(Models.small(1, true));
        writer.token("hist=a", new float[] {1, 2, 3, 4}, 0);
        writer.token("last=ö", new float[] {-1, 0.5f, 0, 8}, 0);
        writer.item("a", 2, new byte[] {3, 1}, 0, 1.5f, -2.25f);
        writer.vector("a", new float[] {4, 3, 2, 1}, 0);
        writer.removedItem("b");
        writer.removedToken("hist=b");
        writer.removedItem("c");
        writer.finish();
        for (IndexChunk chunk : written) {
            String kind = KINDS.entrySet().stream()
                    .filter(entry -> entry.getValue() == chunk.getKind())
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            assertThat(HexFormat.of().formatHex(chunk.getPayload().array()))
                    .as(kind)
                    .isEqualTo(HexFormat.of().formatHex(hex("golden/payload-" + kind + "-v1")));
        }
        assertThat(written).hasSize(5);
    }

    @Test
    void theGoldenModelOfFormatTwoIsReadAndWritten() throws IOException, SnapshotException {
        assertThat(assemble(chunk("golden/payload-model-v2")).model())
                .usingRecursiveComparison()
                .isEqualTo(Models.apart(1));
        List<IndexChunk> written = new ArrayList<>();
        VersionWriter writer = new VersionWriter("poeem", 2, 0, Models.SHAPE, 4096, written::add);
        writer.model(Models.apart(1));
        writer.finish();
        assertThat(HexFormat.of().formatHex(written.get(0).getPayload().array()))
                .isEqualTo(HexFormat.of().formatHex(hex("golden/payload-model-v2")));
    }

    @ParameterizedTest
    @CsvSource({
        "tokens-wrong-magic, not with the magic number",
        "tokens-short-header, no whole header",
        "tokens-of-other-kind, payload is of kind 3 in a chunk of kind 2",
        "tokens-count-2g, entries",
        "tokens-count-negative, -1 entries",
        "tokens-wrong-width, 5 wide",
        "tokens-key-beyond-end, and 17 bytes are left",
        "tokens-empty-key, key 0 of 1 is empty",
        "tokens-key-not-utf8, not UTF-8",
        "tokens-nan, float is NaN",
        "tokens-trailing-byte, 1 bytes are left over",
        "tokens-twice, token t stands twice",
        "items-coarse-out-of-range, coarse code 3",
        "items-code-out-of-range, code 4 in subspace 1",
        "items-norm-negative, norm -1",
        "items-logcount-infinite, float is Infinity",
        "items-truncated, bytes are left",
        "removed-unknown-sort, of sort 2",
        "vectors-without-items, for all or for none",
        "model-slices-of-two, slices of models of",
    })
    void aMalformedPayloadIsCorrupt(String file, String message) throws IOException {
        IndexChunk malformed = chunk("malformed/" + file);
        IndexChunk model = chunk("golden/payload-model-v1");
        assertThatThrownBy(() -> assemble(model, malformed))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"model-total-2g, bytes of 2147483647", "model-hole, from 1"})
    void aMalformedModelIsCorrupt(String file, String message) throws IOException {
        IndexChunk malformed = chunk("malformed/" + file);
        assertThatThrownBy(() -> assemble(malformed))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining(message);
    }

    @Test
    void formatsOutsideOfWhatIsKnownSaySo() throws IOException {
        IndexChunk model = chunk("golden/payload-model-v1");
        IndexChunk newer = chunk("malformed/tokens-format-2");
        IndexChunk older = chunk("malformed/tokens-format-0");
        assertThatThrownBy(() -> assemble(model, newer))
                .isInstanceOf(TooNew.class)
                .hasMessageContaining("update");
        assertThatThrownBy(() -> assemble(model, older)).isInstanceOf(TooOld.class);
    }

    @Test
    void aVersionWithoutAModelIsCorrupt() throws IOException {
        IndexChunk tokens = chunk("golden/payload-tokens-v1");
        assertThatThrownBy(() -> assemble(tokens)).isInstanceOf(Corrupt.class).hasMessageContaining("no MODEL");
    }

    @Test
    void declaredCountsOfTwoGigabytesAllocateNothing() throws IOException {
        IndexChunk model = chunk("golden/payload-model-v1");
        IndexChunk[][] hostile = {{model, chunk("malformed/tokens-count-2g")}, {chunk("malformed/model-total-2g")}};
        for (IndexChunk[] chunks : hostile) {
            assertThatThrownBy(() -> assemble(chunks)).isInstanceOf(Corrupt.class);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThatThrownBy(() -> assemble(chunks)).isInstanceOf(Corrupt.class);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
        }
    }

    /** Bytes that no writer wrote, under hashes that match: still nothing but a typed error, or a delta that applies. */
    @Test
    void mutatedPayloadsWithRightHashesAreDeltasOrTyped() throws IOException {
        Random random = new Random(3);
        List<IndexChunk> chunks = SmallVersions.delta().chunks();
        IndexImage base = imageOf(SmallVersions.full().chunks());
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            List<IndexChunk> mutated = new ArrayList<>(chunks);
            int victim = random.nextInt(chunks.size());
            byte[] payload = chunks.get(victim).getPayload().array().clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                payload[random.nextInt(Math.min(payload.length, random.nextBoolean() ? 24 : payload.length))] =
                        (byte) random.nextInt();
            }
            mutated.set(
                    victim,
                    IndexChunk.newBuilder(chunks.get(victim))
                            .setPayload(ByteBuffer.wrap(payload))
                            .build());
            try {
                base.apply(assemble(mutated.toArray(IndexChunk[]::new)));
            } catch (SnapshotException | IllegalArgumentException e) { // the latter: a model of another shape
                refused++;
            }
        }
        assertThat(refused).isBetween(5_000, 20_000);
    }

    private static IndexImage imageOf(List<IndexChunk> chunks) {
        try {
            Assembler assembler = new Assembler("poeem", 1 << 20, 1);
            chunks.forEach(assembler::add);
            return IndexImage.empty()
                    .apply(assembler.assemble(SmallVersions.full().manifest()));
        } catch (SnapshotException e) {
            throw new AssertionError(e);
        }
    }

    /** A delta 2 on 1 of these payloads, numbered and hashed anew. */
    private static IndexDelta assemble(IndexChunk... chunks) throws SnapshotException {
        Assembler assembler = new Assembler("poeem", 1 << 20, 1);
        List<ChunkRef> refs = new ArrayList<>();
        for (int i = 0; i < chunks.length; i++) {
            IndexChunk chunk = new IndexChunk(
                    "poeem",
                    2L,
                    0,
                    i,
                    chunks[i].getKind(),
                    chunks[i].getPayload().duplicate());
            refs.add(new ChunkRef(0, i, chunk.getKind(), chunk.getPayload().remaining(), ChunkHash.of(chunk)));
            assembler.add(chunk);
        }
        return assembler.assemble(SmallVersions.manifest(2, 1, refs, new byte[0]));
    }

    private static IndexChunk chunk(String file) throws IOException {
        String name = file.substring(file.indexOf('/') + 1).replace("payload-", "");
        int kind = KINDS.get(name.substring(0, name.indexOf('-')));
        return new IndexChunk("poeem", 2L, 0, 0, kind, ByteBuffer.wrap(hex(file)));
    }

    private static byte[] hex(String file) throws IOException {
        try (InputStream in = PayloadFormatTest.class.getResourceAsStream("/" + file + ".hex")) {
            assertThat(in).as(file).isNotNull();
            return HexFormat.of().parseHex(new String(in.readAllBytes()).replaceAll("#.*|\\s", ""));
        }
    }
}
