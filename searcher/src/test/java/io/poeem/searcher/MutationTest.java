package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import io.poeem.searcher.TestTrainer.Published;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.Assembler;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.SnapshotException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand ways to damage a version's records: bits, runs of zeros, missing and doubled parts, lengths of
 * gigabytes. Each is noticed, by one of two kinds of exceptions, and none makes the reader ask for memory.
 */
class MutationTest {

    private static final int MUTATIONS = 100_000;
    private static final int RESEALED = 20_000;
    private static final long MOST_ALLOCATED = 4 << 20;

    private final TestTrainer trainer = new TestTrainer(7, new Shape(4, 2, 2, 2), 5);
    private final Published version = trainer.full();
    private final byte[] content = version.image().contentSha256();
    private final Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);
    private final Manifests manifests = new Manifests();
    private final Random random = new Random(11);
    private long mostAllocated;

    /** What loading classes allocates is not what is measured. */
    @BeforeEach
    void loadsClasses() {
        isNoticed(-1, version.manifest());
        mostAllocated = 0;
    }

    @Test
    void everyMutationIsNoticed() {
        int unnoticed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            int record = random.nextInt(version.chunks().size() + 1) - 1; // -1: the manifest
            byte[] good = record < 0 ? version.manifest() : version.chunks().get(record);
            byte[] bad = mutated(good);
            if (!Arrays.equals(good, bad)) {
                unnoticed += isNoticed(record, bad) ? 0 : 1;
            }
        }
        assertThat(unnoticed).isZero();
        assertThat(mostAllocated).as("bytes allocated for one version").isLessThan(MOST_ALLOCATED);
    }

    /** Whoever can compute hashes can write a manifest that is well-formed and wrong. */
    @Test
    void aManifestThatIsWrongUnderItsRightHashIsRefusedOrHarmless() {
        int accepted = 0;
        for (int i = 0; i < RESEALED; i++) {
            byte[] bad = mutated(version.manifest());
            if (bad.length > 32) {
                byte[] hash = Manifests.sha256(Arrays.copyOf(bad, bad.length - 32));
                System.arraycopy(hash, 0, bad, bad.length - 32, 32);
            }
            accepted += isNoticed(-1, bad) ? 0 : 1;
        }
        assertThat(accepted).as("manifests whose damage is to figures alone").isPositive();
        assertThat(mostAllocated).as("bytes allocated for one version").isLessThan(MOST_ALLOCATED);
    }

    /** @return false if the damaged version was taken for a good one; one with the content of the good one is fine */
    private boolean isNoticed(int record, byte[] bad) {
        long before = allocated();
        try {
            IndexManifest manifest = manifests.decode(record < 0 ? bad : version.manifest());
            Assembler assembler = new Assembler(TestTrainer.INDEX, 1 << 20, 4);
            for (int i = 0; i < version.chunks().size(); i++) {
                assembler.add(wire.decode(i == record ? bad : version.chunks().get(i)));
            }
            IndexDelta delta = assembler.assemble(manifest);
            boolean same = delta.isFull()
                    && Arrays.equals(IndexImage.empty().apply(delta).contentSha256(), content);
            boolean changesAnotherVersion = record < 0 && !delta.isFull(); // and is no step from the one that is held
            assertThat(same || changesAnotherVersion)
                    .as("another content with the same hashes")
                    .isTrue();
            return false;
        } catch (MalformedRecord | SnapshotException e) {
            assertThat(e.getMessage()).isNotBlank();
            return true;
        } finally {
            mostAllocated = Math.max(mostAllocated, allocated() - before);
        }
    }

    private byte[] mutated(byte[] good) {
        byte[] bad = good.clone();
        int at = random.nextInt(bad.length);
        int length = Math.min(bad.length - at, 1 + random.nextInt(16));
        switch (random.nextInt(7)) {
            case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bad[at] = (byte) random.nextInt(256);
            case 2 -> Arrays.fill(bad, at, at + length, (byte) 0);
            case 3 -> bad = Arrays.copyOf(bad, at);
            case 4 -> bad = without(bad, at, length);
            case 5 -> bad = twice(bad, at, length);
            default -> { // a number of up to ten bytes, mostly a very large one
                for (int i = 0; i < length && i < 10; i++) {
                    bad[at + i] = (byte) (i == length - 1 || i == 9 ? 1 : 0xff);
                }
            }
        }
        return bad;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
        return shorter;
    }

    private static byte[] twice(byte[] bytes, int at, int length) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
