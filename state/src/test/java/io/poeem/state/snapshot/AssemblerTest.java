package io.poeem.state.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.model.ModelBytes;
import io.poeem.state.model.Models;
import io.poeem.state.snapshot.SmallVersions.Version;
import io.poeem.state.snapshot.SnapshotException.Corrupt;
import io.poeem.state.snapshot.SnapshotException.Incomplete;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A version comes out whole, whatever the order in which its records came, or it does not come out. */
class AssemblerTest {
    private static final Version FULL = SmallVersions.full();
    private static final Version DELTA = SmallVersions.delta();
    private static final Version FULL_OF_DELTA = SmallVersions.fullOfDelta();

    @Test
    void whatWasWrittenComesBack() throws SnapshotException {
        IndexImage image = image(FULL);
        assertThat(image.version()).isEqualTo(1);
        assertThat(image.trainedThrough()).isEqualTo(1000);
        assertThat(ModelBytes.write(image.model())).isEqualTo(ModelBytes.write(Models.small(1, true)));
        assertThat(image.size()).isEqualTo(12);
        int i = image.items().indexOf("item-7");
        assertThat(image.items().coarse(i)).isEqualTo(1);
        assertThat(image.items().codes()[2 * i]).isEqualTo((byte) 3);
        assertThat(image.items().norm(i)).isEqualTo(7.5f);
        assertThat(image.items().logCount(i)).isEqualTo(2.75f);
        assertThat(image.items().vectors()).hasSize(48);
        assertThat(image.items().vectors()[4 * i]).isEqualTo(7);
        assertThat(image.tokens().row("hist=item-7")).containsExactly(7, 1, -7, 0.5f);
    }

    @Test
    void everyKindNeedsSeveralChunksHere() {
        for (int kind : new int[] {ChunkKind.MODEL, ChunkKind.TOKENS, ChunkKind.ITEMS, ChunkKind.VECTORS}) {
            assertThat(FULL.chunks().stream().filter(chunk -> chunk.getKind() == kind))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void aFullVersionAndItsBaseWithTheDeltaAreTheSameContent() throws SnapshotException {
        IndexImage byDelta = image(FULL).apply(assembled(DELTA, DELTA.chunks()));
        assertThat(byDelta.contentSha256()).isEqualTo(image(FULL_OF_DELTA).contentSha256());
        assertThat(byDelta.items().indexOf("item-0")).isEqualTo(-1);
        assertThat(byDelta.items().vectors())
                .isEqualTo(image(FULL_OF_DELTA).items().vectors());
    }

    @Property(tries = 100)
    void duplicatedReorderedAndInterleavedChunksGiveTheSameImage(@ForAll long seed) throws SnapshotException {
        Random random = new Random(seed);
        List<IndexChunk> stream = new ArrayList<>();
        for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
            stream.addAll(FULL.chunks());
            stream.addAll(DELTA.chunks());
        }
        Collections.shuffle(stream, random);
        Assembler assembler = new Assembler(SmallVersions.INDEX, 1 << 20, 2);
        stream.forEach(assembler::add);
        IndexImage image = IndexImage.empty()
                .apply(assembler.assemble(FULL.manifest()))
                .apply(assembler.assemble(DELTA.manifest()));
        assertThat(image.contentSha256()).isEqualTo(image(FULL_OF_DELTA).contentSha256());
    }

    @Test
    void aManifestMayComeBeforeItsChunks() throws SnapshotException {
        Assembler assembler = assembler();
        assertThat(assembler.isComplete(FULL.manifest())).isFalse();
        assertThatThrownBy(() -> assembler.assemble(FULL.manifest())).isInstanceOf(Incomplete.class);
        FULL.chunks().forEach(assembler::add);
        assertThat(assembler.isComplete(FULL.manifest())).isTrue();
        assertThat(assembler.assemble(FULL.manifest()).version()).isEqualTo(1);
    }

    @Test
    void aMissingChunkNeverYieldsAnImage() {
        for (Version version : List.of(FULL, DELTA)) {
            for (int missing = 0; missing < version.chunks().size(); missing++) {
                List<IndexChunk> rest = new ArrayList<>(version.chunks());
                rest.remove(missing);
                String name = "chunk " + missing + " of part 0";
                assertThatThrownBy(() -> assembled(version, rest))
                        .isInstanceOf(Incomplete.class)
                        .hasMessageContaining(name);
            }
        }
    }

    @Test
    void aChunkOfAnotherHashIsCorruptUntilTheRightOneComes() throws SnapshotException {
        IndexChunk good = FULL.chunks().get(0);
        IndexChunk bad = IndexChunk.newBuilder(good)
                .setPayload(ByteBuffer.wrap(new byte[] {1, 2}))
                .build();
        Assembler assembler = assembler();
        FULL.chunks().stream().skip(1).forEach(assembler::add);
        assembler.add(bad);
        assertThatThrownBy(() -> assembler.assemble(FULL.manifest()))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("another hash");
        assembler.add(good);
        assertThat(assembler.assemble(FULL.manifest()).items().size()).isEqualTo(12);
    }

    @Test
    void chunksOfAnotherIndexArePassedOver() {
        Assembler assembler = assembler();
        assembler.add(
                IndexChunk.newBuilder(FULL.chunks().get(0)).setIndex("other").build());
        assertThat(assembler.heldBytes()).isZero();
    }

    @Test
    void aManifestOfAnotherIndexIsCorrupt() {
        IndexManifest other =
                IndexManifest.newBuilder(FULL.manifest()).setIndex("other").build();
        assertThatThrownBy(() -> assembler().assemble(other)).isInstanceOf(Corrupt.class);
    }

    @Test
    void aManifestThatNamesAPlaceTwiceOrLeavesOneOutIsCorrupt() {
        List<ChunkRef> refs = FULL.manifest().getChunks();
        List<ChunkRef> twice = new ArrayList<>(refs);
        twice.add(refs.get(0));
        List<ChunkRef> gap = new ArrayList<>(refs);
        gap.remove(1);
        for (List<ChunkRef> wrong : List.of(twice, gap)) {
            Version version = SmallVersions.sealed(SmallVersions.manifest(1, -1, wrong, new byte[0]), FULL.chunks());
            assertThatThrownBy(() -> assembled(version, version.chunks())).isInstanceOf(Corrupt.class);
        }
    }

    @Test
    void aManifestThatIsWrongAboutKindOrLengthIsCorrupt() {
        for (int field = 0; field < 2; field++) {
            List<ChunkRef> refs = new ArrayList<>(FULL.manifest().getChunks());
            ChunkRef first = refs.get(0);
            refs.set(
                    0,
                    new ChunkRef(
                            0,
                            0,
                            first.getKind() + (field == 0 ? 1 : 0),
                            first.getLength() + (field == 1 ? 1 : 0),
                            first.getSha256()));
            Version version = SmallVersions.sealed(SmallVersions.manifest(1, -1, refs, new byte[0]), FULL.chunks());
            assertThatThrownBy(() -> assembled(version, version.chunks()))
                    .isInstanceOf(Corrupt.class)
                    .hasMessageContaining("the manifest says");
        }
    }

    @Test
    void anItemInTwoChunksIsCorrupt() {
        Version twice = SmallVersions.version(1, -1, Models.small(1, false), new byte[0], writer -> {
            writer.item("a", 0, new byte[2], 0, 1, 1);
            writer.item("a", 0, new byte[2], 0, 1, 1);
        });
        assertThatThrownBy(() -> assembled(twice, twice.chunks()))
                .isInstanceOf(Corrupt.class)
                .hasMessageContaining("item a stands twice");
    }

    @Test
    void chunksOfUnknownKindsAreCheckedAndPassedOver() throws SnapshotException {
        IndexChunk future = new IndexChunk(
                SmallVersions.INDEX, 1L, 0, FULL.chunks().size(), 77, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        List<ChunkRef> refs = new ArrayList<>(FULL.manifest().getChunks());
        refs.add(new ChunkRef(0, future.getSequence(), 77, 3, ChunkHash.of(future)));
        List<IndexChunk> chunks = new ArrayList<>(FULL.chunks());
        Version version = SmallVersions.sealed(SmallVersions.manifest(1, -1, refs, new byte[0]), chunks);
        assertThatThrownBy(() -> assembled(version, chunks)).isInstanceOf(Incomplete.class);
        chunks.add(future);
        assertThat(IndexImage.empty().apply(assembled(version, chunks)).contentSha256())
                .isEqualTo(image(FULL).contentSha256());
    }

    @Test
    void partsOfSeveralWritersMakeOneVersion() throws SnapshotException {
        List<IndexChunk> chunks = new ArrayList<>();
        List<ChunkRef> refs = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            VersionWriter writer = new VersionWriter(
                    SmallVersions.INDEX, 1, part, Models.SHAPE, SmallVersions.CHUNK_BYTES, chunks::add);
            if (part == 0) {
                writer.model(Models.small(1, false));
            }
            writer.item("item-" + part, part, new byte[2], 0, 1, part);
            refs.addAll(writer.finish());
        }
        Version version = SmallVersions.sealed(SmallVersions.manifest(1, -1, refs, new byte[0]), chunks);
        assertThat(assembled(version, chunks).items().size()).isEqualTo(3);
    }

    private static IndexImage image(Version version) throws SnapshotException {
        return IndexImage.empty().apply(assembled(version, version.chunks()));
    }

    private static IndexDelta assembled(Version version, List<IndexChunk> chunks) throws SnapshotException {
        Assembler assembler = assembler();
        chunks.forEach(assembler::add);
        return assembler.assemble(version.manifest());
    }

    private static Assembler assembler() {
        return new Assembler(SmallVersions.INDEX, 1 << 20, 4);
    }
}
