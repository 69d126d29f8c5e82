package io.poeem.state.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.Limits;
import io.poeem.schemas.Wire;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Models;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionWriterTest {
    private final List<IndexChunk> chunks = new ArrayList<>();
    private final VersionWriter writer = writer(SmallVersions.CHUNK_BYTES);

    @Test
    void encodedChunksStayWithinTheirSize() {
        Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
        for (IndexChunk chunk : SmallVersions.full().chunks()) {
            assertThat(wire.encode(chunk)).hasSizeLessThanOrEqualTo(SmallVersions.CHUNK_BYTES);
        }
    }

    @Test
    void theSameCallsGiveTheSameBytes() {
        assertThat(SmallVersions.full().chunks()).isEqualTo(SmallVersions.full().chunks());
        assertThat(SmallVersions.full().encodedManifest())
                .isEqualTo(SmallVersions.full().encodedManifest());
    }

    @Test
    void aModelLongerThanAChunkIsCutAndComesBack() throws SnapshotException {
        Shape shape = new Shape(512, 1024, 8, 256);
        Codebooks codebooks =
                new Codebooks(shape, Models.floats(new Random(1), 1024 * 512), Models.floats(new Random(2), 256 * 512));
        Model model = new Model(
                shape, Tower.identity(512), Tower.identity(512), Rotation.identity(512), codebooks, 10, 1, 3.5, 10);
        VersionWriter large = new VersionWriter("poeem", 1, 0, shape, VersionWriter.MAX_CHUNK_BYTES, chunks::add);
        large.model(model);
        var version = SmallVersions.sealed(SmallVersions.manifest(1, -1, large.finish(), new byte[0]), chunks);
        assertThat(chunks).hasSize(3); // 2.5 MiB
        Assembler assembler = new Assembler("poeem", 1 << 24, 1);
        chunks.forEach(assembler::add);
        IndexDelta delta = assembler.assemble(version.manifest());
        assertThat(Arrays.equals(delta.model().codebooks().coarse(), codebooks.coarse()))
                .isTrue();
        assertThat(Arrays.equals(delta.model().codebooks().subspaces(), codebooks.subspaces()))
                .isTrue();
    }

    @Test
    void valuesThatAReaderWouldRefuseAreNotWritten() {
        assertThatThrownBy(() -> writer.token("hist=1", new float[] {1, Float.NaN, 1, 1}, 0))
                .hasMessageContaining("token hist=1 holds NaN at 1");
        assertThatThrownBy(() -> writer.vector("a", new float[] {1, 1, 1, Float.POSITIVE_INFINITY}, 0))
                .hasMessageContaining("vector of item a holds Infinity at 3");
        assertThatThrownBy(() -> writer.item("a", 3, new byte[2], 0, 1, 1)).hasMessageContaining("coarse code 3");
        assertThatThrownBy(() -> writer.item("a", 0, new byte[] {0, 4}, 0, 1, 1))
                .hasMessageContaining("code 4 in subspace 1");
        assertThatThrownBy(() -> writer.item("a", 0, new byte[2], 0, -1, 1)).hasMessageContaining("norm -1");
        assertThatThrownBy(() -> writer.item("a", 0, new byte[2], 0, 1, Float.NEGATIVE_INFINITY))
                .hasMessageContaining("log count -Infinity");
        assertThatThrownBy(() -> writer.removedItem("")).hasMessageContaining("0 bytes");
    }

    @Test
    void aKeyThatNoChunkCanHoldIsNamed() {
        assertThatThrownBy(() -> writer.removedItem("x".repeat(300)))
                .hasMessageContaining("300 bytes")
                .hasMessageContaining("raise the chunks' size");
    }

    @Test
    void aVersionHasOneModel() {
        assertThatThrownBy(writer::finish).hasMessageContaining("has no model");
        writer.model(Models.small(1, false));
        assertThatThrownBy(() -> writer.model(Models.small(1, false))).hasMessageContaining("a model already");
        writer.finish();
        assertThatThrownBy(writer::finish).hasMessageContaining("finished already");
    }

    @Test
    void chunksBeyondWhatABrokerTakesAreRefused() {
        assertThatThrownBy(() -> writer(1 << 20)).hasMessageContaining("to " + (900 << 10));
        assertThatThrownBy(() -> writer(100)).hasMessageContaining("from 256");
    }

    private VersionWriter writer(int chunkBytes) {
        return new VersionWriter("poeem", 1, 0, Models.SHAPE, chunkBytes, chunks::add);
    }
}
