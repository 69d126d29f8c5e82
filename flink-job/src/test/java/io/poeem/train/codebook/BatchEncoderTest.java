package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.Quantizer;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.kernel.Samples;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BatchEncoderTest {

    @Property(tries = 40)
    void codesAreThoseOfTheQuantizerThatPublishes(
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 40) int coarse,
            @ForAll @IntRange(min = 1, max = 4) int subspaces,
            @ForAll @IntRange(min = 1, max = 256) int centroids,
            @ForAll long seed) {
        Shape shape = new Shape(3 * subspaces, coarse, subspaces, centroids);
        Codebooks codebooks = new Codebooks(
                shape, Samples.floats(seed, coarse * shape.dims()), Samples.floats(seed + 1, centroids * shape.dims()));
        float[] x = Samples.floats(seed + 2, n * shape.dims());
        int[] expected = new int[n];
        byte[] expectedCodes = new byte[n * subspaces];
        new Quantizer(codebooks, Rotation.identity(shape.dims()), Kernels.best()).encode(x, n, expected, expectedCodes);

        PaddedRows rows = new PaddedRows(n, shape.dims());
        rows.load(x, n);
        BatchEncoder encoder = new BatchEncoder(shape, n, FloatKernels.best());
        encoder.load(codebooks);
        int[] c = new int[n];
        byte[] k = new byte[n * subspaces];
        encoder.encode(rows, n, c, k);
        assertThat(c).isEqualTo(expected);
        assertThat(k).isEqualTo(expectedCodes);
    }
}
