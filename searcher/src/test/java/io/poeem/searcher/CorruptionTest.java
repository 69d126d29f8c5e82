package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.searcher.TestTrainer.Published;
import io.poeem.state.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damages every byte of a small version, one at a time, on the way into a searcher that serves the version before. */
class CorruptionTest {

    private final TestTrainer trainer = new TestTrainer(7, new Shape(4, 2, 2, 2), 5);
    private final Published first = trainer.full();
    private final Published second = trainer.delta();
    private final byte[] firstContent = first.image().contentSha256();

    @Test
    void undamagedTheSecondVersionIsServed() {
        FollowedIndex index = serveFirst();
        assertThat(index.publish(second).follow().served()).isEqualTo(2);
        assertThat(index.servedContent()).isEqualTo(second.image().contentSha256());
    }

    @Test
    void aChangedByteInAnyChunkLeavesTheOldImage() {
        for (int chunk = 0; chunk < second.chunks().size(); chunk++) {
            byte[] good = second.chunks().get(chunk);
            for (int at = 0; at < good.length; at++) {
                for (byte[] bad : damaged(good, at)) {
                    List<byte[]> chunks = new ArrayList<>(second.chunks());
                    chunks.set(chunk, bad);
                    FollowedIndex index = serveAfter(chunks, second.manifest());
                    requireFirst(index, "chunk " + chunk + " byte " + at);
                    assertThat(index.failures).as("chunk %s byte %s", chunk, at).hasSize(1);
                }
            }
        }
    }

    @Test
    void aChangedByteInTheManifestLeavesTheOldImage() {
        for (int at = 0; at < second.manifest().length; at++) {
            for (byte[] bad : damaged(second.manifest(), at)) {
                FollowedIndex index = serveAfter(second.chunks(), bad);
                requireFirst(index, "manifest byte " + at);
                assertThat(index.troubles).as("manifest byte %s", at).hasSize(1);
            }
        }
    }

    @Test
    void aRecordThatEndsEarlyLeavesTheOldImage() {
        byte[] manifest = second.manifest();
        for (int length = 0; length < manifest.length; length++) {
            requireFirst(serveAfter(second.chunks(), Arrays.copyOf(manifest, length)), "manifest of length " + length);
        }
        byte[] chunk = second.chunks().get(0);
        for (int length = 0; length < chunk.length; length++) {
            List<byte[]> chunks = new ArrayList<>(second.chunks());
            chunks.set(0, Arrays.copyOf(chunk, length));
            requireFirst(serveAfter(chunks, second.manifest()), "chunk of length " + length);
        }
    }

    @Test
    void aDamagedChunkBesideAGoodOneDoesNotMatter() {
        for (int chunk = 0; chunk < second.chunks().size(); chunk++) {
            byte[] good = second.chunks().get(chunk);
            List<byte[]> chunks = new ArrayList<>();
            chunks.add(damaged(good, good.length - 1).get(0));
            chunks.addAll(second.chunks());
            FollowedIndex index = serveAfter(chunks, second.manifest());
            assertThat(index.served()).isEqualTo(2);
            assertThat(index.servedContent()).isEqualTo(second.image().contentSha256());
        }
    }

    @Test
    void aDamagedVersionIsNoBaseForTheNextAndAFullOneHeals() {
        List<byte[]> chunks = new ArrayList<>(second.chunks());
        chunks.set(0, damaged(chunks.get(0), chunks.get(0).length - 1).get(0));
        FollowedIndex index = serveAfter(chunks, second.manifest());
        index.publish(trainer.delta()).follow();
        requireFirst(index, "a delta of the damaged version");
        index.publish(trainer.full()).follow();
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
    }

    private void requireFirst(FollowedIndex index, String what) {
        assertThat(index.served()).as(what).isEqualTo(1);
        assertThat(index.servedContent()).as(what).isEqualTo(firstContent);
    }

    private FollowedIndex serveAfter(List<byte[]> chunks, byte[] manifest) {
        FollowedIndex index = serveFirst();
        return index.publish(new Published(2, second.time(), chunks, manifest, second.image()))
                .follow();
    }

    private FollowedIndex serveFirst() {
        return new FollowedIndex().publish(first).follow();
    }

    /** One bit changed, a different one from byte to byte, and all bits changed. */
    private static List<byte[]> damaged(byte[] good, int at) {
        byte[] oneBit = good.clone();
        oneBit[at] ^= (byte) (1 << at % 8);
        byte[] allBits = good.clone();
        allBits[at] = (byte) ~allBits[at];
        return List.of(oneBit, allBits);
    }
}
