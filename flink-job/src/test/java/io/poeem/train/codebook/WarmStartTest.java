package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.Quantizer;
import io.poeem.train.kernel.Samples;
import org.junit.jupiter.api.Test;

class WarmStartTest {

    private static final Shape SHAPE = new Shape(16, 8, 4, 32);
    private static final int N = 600;

    private final float[] sample = Samples.floats(1, N * SHAPE.dims());

    private static double distortion(float[] x, int n, Codebooks codebooks, Rotation rotation) {
        Quantizer quantizer = new Quantizer(codebooks, rotation, Kernels.best());
        int[] c = new int[n];
        byte[] k = new byte[n * codebooks.shape().subspaces()];
        float[] t = new float[n * codebooks.shape().dims()];
        quantizer.encode(x, n, c, k);
        quantizer.decode(c, k, n, t);
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            sum += (t[i] - x[i]) * (t[i] - x[i]);
        }
        return sum / n;
    }

    @Test
    void theIndexDescribesTheSampleFarBetterThanItsCoarseCentroidsAlone() {
        Rotation identity = Rotation.identity(SHAPE.dims());
        Codebooks codebooks = WarmStart.run(sample, N, SHAPE, identity, 1);
        Codebooks coarseOnly = new Codebooks(SHAPE, codebooks.coarse(), new float[codebooks.subspaces().length]);
        assertThat(distortion(sample, N, codebooks, identity))
                .isLessThan(0.35 * distortion(sample, N, coarseOnly, identity));
    }

    @Test
    void centroidsLiveInRotatedSpace() {
        float[] swap = new float[SHAPE.dims() * SHAPE.dims()];
        for (int i = 0; i < SHAPE.dims(); i++) {
            swap[i * SHAPE.dims() + SHAPE.dims() - 1 - i] = 1;
        }
        Rotation rotation = Rotation.of(swap, SHAPE.dims());
        Codebooks codebooks = WarmStart.run(sample, N, SHAPE, rotation, 1);
        float[] rotated = new float[sample.length];
        rotation.apply(sample, N, rotated);
        Codebooks ofRotated = WarmStart.run(rotated, N, SHAPE, null, 1);
        assertThat(codebooks.coarse()).isEqualTo(ofRotated.coarse());
        assertThat(codebooks.subspaces()).isEqualTo(ofRotated.subspaces());
    }

    @Test
    void theSeedDecidesEveryBit() {
        Codebooks one = WarmStart.run(sample, N, SHAPE, null, 1);
        Codebooks again = WarmStart.run(sample.clone(), N, SHAPE, null, 1);
        Codebooks other = WarmStart.run(sample, N, SHAPE, null, 2);
        assertThat(again.coarse()).isEqualTo(one.coarse());
        assertThat(again.subspaces()).isEqualTo(one.subspaces());
        assertThat(other.coarse()).isNotEqualTo(one.coarse());
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Codebooks one = WarmStart.run(sample, N, SHAPE, null, Effort.brief(1), 1);
        for (int threads : new int[] {2, 3, 50}) {
            Codebooks many = WarmStart.run(sample, N, SHAPE, null, Effort.brief(threads), 1);
            assertThat(many.coarse()).isEqualTo(one.coarse());
            assertThat(many.subspaces()).isEqualTo(one.subspaces());
        }
    }

    @Test
    void aBriefEffortIsNearlyAsGoodAsAThoroughOne() {
        Rotation identity = Rotation.identity(SHAPE.dims());
        double thorough = distortion(sample, N, WarmStart.run(sample, N, SHAPE, identity, 1), identity);
        double brief = distortion(sample, N, WarmStart.run(sample, N, SHAPE, identity, Effort.brief(1), 1), identity);
        assertThat(brief).isLessThan(1.1 * thorough);
    }

    @Test
    void anEffortOfNothingIsRefused() {
        assertThatThrownBy(() -> new Effort(10, 25, 0, 16, 1)).hasMessageContaining("rows 0");
    }

    @Test
    void aSampleOfOnePointIsDescribedExactly() {
        Codebooks codebooks = WarmStart.run(sample, 1, SHAPE, null, 1);
        assertThat(distortion(sample, 1, codebooks, Rotation.identity(SHAPE.dims())))
                .isZero();
    }

    @Test
    void anEmptySampleIsRefused() {
        assertThatThrownBy(() -> WarmStart.run(new float[0], 0, SHAPE, null, 1)).hasMessageContaining("at least 1 row");
    }
}
