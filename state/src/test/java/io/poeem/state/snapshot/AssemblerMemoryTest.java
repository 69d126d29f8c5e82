package io.poeem.state.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.schemas.IndexChunk;
import io.poeem.state.snapshot.SmallVersions.Version;
import io.poeem.state.snapshot.SnapshotException.Incomplete;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What an assembler holds is bounded, and what it lets go is missed by name. */
class AssemblerMemoryTest {
    private static final Version FULL = SmallVersions.full();
    private static final Version DELTA = SmallVersions.delta();

    @Test
    void bytesHeldNeverExceedTheLimit() {
        Assembler assembler = new Assembler("poeem", 100_000, 1000);
        for (int i = 0; i < 500; i++) {
            assembler.add(chunk(i / 10, i % 10, 1000));
            assertThat(assembler.heldBytes()).isLessThanOrEqualTo(100_000);
        }
        assertThat(assembler.heldBytes()).isGreaterThan(50_000);
    }

    @Test
    void aVersionBeyondTheLimitIsMissedByName() {
        Assembler assembler = new Assembler("poeem", 3000, 4);
        FULL.chunks().forEach(assembler::add);
        assertThatThrownBy(() -> assembler.assemble(FULL.manifest()))
                .isInstanceOf(Incomplete.class)
                .hasMessageContaining("version 1")
                .hasMessageContaining("limits of 3000 bytes");
    }

    @Test
    void theVersionLongestWithoutAChunkGoesFirst() throws SnapshotException {
        Assembler assembler = new Assembler("poeem", 1 << 20, 2);
        assembler.add(chunk(Long.MAX_VALUE, 0, 10)); // a number out of thin air
        FULL.chunks().forEach(assembler::add);
        DELTA.chunks().forEach(assembler::add);
        assertThat(assembler.assemble(FULL.manifest()).version()).isEqualTo(1);
        assertThat(assembler.assemble(DELTA.manifest()).version()).isEqualTo(2);
    }

    @Test
    void duplicatesTakeNoMemory() {
        Assembler assembler = new Assembler("poeem", 1 << 20, 2);
        FULL.chunks().forEach(assembler::add);
        long held = assembler.heldBytes();
        FULL.chunks().forEach(assembler::add);
        assertThat(assembler.heldBytes()).isEqualTo(held);
    }

    @Test
    void versionsLetGoLeaveNothingAndDoNotComeBack() throws SnapshotException {
        Assembler assembler = new Assembler("poeem", 1 << 20, 2);
        FULL.chunks().forEach(assembler::add);
        assembler.discardThrough(1);
        assertThat(assembler.heldBytes()).isZero();
        FULL.chunks().forEach(assembler::add);
        assertThat(assembler.heldBytes()).isZero();
        DELTA.chunks().forEach(assembler::add);
        assertThat(assembler.assemble(DELTA.manifest()).version()).isEqualTo(2);
    }

    private static IndexChunk chunk(long version, int sequence, int bytes) {
        return new IndexChunk("poeem", version, 0, sequence, ChunkKind.ITEMS, ByteBuffer.allocate(bytes));
    }
}
