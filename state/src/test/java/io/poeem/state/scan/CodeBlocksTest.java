package io.poeem.state.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CodeBlocksTest {

    @Property(tries = 300)
    void whatIsWrittenAndMovedInAnyOrderIsReadBackAndNothingElseChanges(
            @ForAll @IntRange(min = 1, max = 40) int subspaces,
            @ForAll @IntRange(min = 1, max = 256) int centroids,
            @ForAll boolean packed,
            @ForAll @IntRange(min = 1, max = 100) int n,
            @ForAll long seed) {
        CodeBlocks layout = new CodeBlocks(subspaces, packed ? 1 + centroids % 16 : centroids);
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] expected = new byte[CodeBlocks.padded(n)][subspaces];
        byte[] blocks = new byte[layout.bytes(n)];
        for (int step = 0; step < 3 * n; step++) {
            int i = random.nextInt(n);
            if (random.nextInt(3) == 0) {
                int from = random.nextInt(n);
                layout.move(blocks, from, blocks, i);
                expected[i] = expected[from].clone();
            } else {
                for (int m = 0; m < subspaces; m++) {
                    expected[i][m] = (byte) random.nextInt(layout.centroids());
                }
                layout.write(blocks, i, expected[i], 0);
            }
        }
        byte[] read = new byte[subspaces + 1];
        for (int i = 0; i < expected.length; i++) {
            layout.read(blocks, i, read, 1);
            for (int m = 0; m < subspaces; m++) {
                assertThat(read[1 + m]).isEqualTo(expected[i][m]);
                assertThat(layout.code(blocks, i, m)).isEqualTo(expected[i][m] & 0xff);
            }
        }
    }

    @Test
    void sixteenCentroidsTakeHalfAByteAndMoreAWholeOne() {
        assertThat(new CodeBlocks(50, 16).bytes(64)).isEqualTo(50 * 64 / 2);
        assertThat(new CodeBlocks(20, 17).bytes(64)).isEqualTo(20 * 64);
        assertThat(new CodeBlocks(20, 256).bytes(65)).isEqualTo(20 * 96);
        assertThat(CodeBlocks.blocks(0)).isZero();
        assertThat(CodeBlocks.padded(33)).isEqualTo(64);
    }

    @Test
    void sizesOutOfBoundsAreRefused() {
        assertThatThrownBy(() -> new CodeBlocks(0, 16)).hasMessageContaining("at least 1 subspace");
        assertThatThrownBy(() -> new CodeBlocks(1, 257)).hasMessageContaining("1 to 256 centroids");
        assertThatThrownBy(() -> new CodeBlocks(20, 256).bytes(Integer.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }
}
