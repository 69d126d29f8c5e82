package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.Quantizer;
import io.poeem.train.rotation.Orthogonal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpaceDecompositionTest {

    private static final Shape SHAPE = new Shape(16, 4, 4, 16);
    private static final int N = 5000;

    private final float[] sample = sample();

    /** Every dimension of the second half repeats one of the first: all that matters lies in 8 dimensions. */
    private static float[] sample() {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[N * SHAPE.dims()];
        int half = SHAPE.dims() / 2;
        for (int i = 0; i < x.length; i += SHAPE.dims()) {
            for (int j = 0; j < half; j++) {
                x[i + j] = (float) random.nextGaussian() / (1 + j);
                x[i + half + j] = x[i + j] + (float) random.nextGaussian() / 50;
            }
        }
        return x;
    }

    private double distortion(Rotation rotation) {
        Codebooks codebooks = WarmStart.run(sample, N, SHAPE, rotation, 1);
        Quantizer quantizer = new Quantizer(codebooks, rotation, Kernels.best());
        int[] c = new int[N];
        byte[] k = new byte[N * SHAPE.subspaces()];
        float[] t = new float[sample.length];
        quantizer.encode(sample, N, c, k);
        quantizer.decode(c, k, N, t);
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            sum += Math.pow(t[i] - sample[i], 2);
        }
        return sum / N;
    }

    @Test
    void aFewAlternationsLowerTheDistortionAndMoreOfThemLowerItMore() {
        double none = distortion(SpaceDecomposition.run(sample, N, SHAPE, 0, 1));
        double few = distortion(SpaceDecomposition.run(sample, N, SHAPE, 3, 1));
        double many = distortion(SpaceDecomposition.run(sample, N, SHAPE, 15, 1));
        assertThat(few).isLessThan(0.95 * none);
        assertThat(many).isLessThan(0.85 * few);
    }

    @Test
    void noAlternationIsNoRotation() {
        assertThat(SpaceDecomposition.run(sample, N, SHAPE, 0, 1).isIdentity()).isTrue();
    }

    @Test
    void theResultIsARotationAndTheSeedDecidesItsEveryBit() {
        Rotation one = SpaceDecomposition.run(sample, N, SHAPE, 2, 1);
        Rotation again = SpaceDecomposition.run(sample.clone(), N, SHAPE, 2, 1);
        Rotation other = SpaceDecomposition.run(sample, N, SHAPE, 2, 2);
        assertThat(Orthogonal.error(one)).isLessThan(1e-5);
        assertThat(again.matrix()).isEqualTo(one.matrix());
        assertThat(other.matrix()).isNotEqualTo(one.matrix());
    }

    @Test
    void aSampleOfOnePointIsTakenToo() {
        Rotation rotation = SpaceDecomposition.run(sample, 1, SHAPE, 3, 1);
        assertThat(Orthogonal.error(rotation)).isLessThan(1e-5);
    }
}
