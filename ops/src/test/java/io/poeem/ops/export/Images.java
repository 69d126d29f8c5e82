package io.poeem.ops.export;

import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Activation;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.quantize.Quantizer;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** Images of random models and items, encoded as a trainer does. */
final class Images {

    static final float SCALE = 10f;

    private final Random random;
    private final Shape shape;
    private boolean rotated;
    private boolean layers;
    private float popularityWeight = 0.75f;
    private IntFunction<String> ids = i -> "item " + i;

    Images(long seed, Shape shape) {
        this.random = new Random(seed);
        this.shape = shape;
    }

    Images rotated(boolean wanted) {
        rotated = wanted;
        return this;
    }

    Images layers(boolean wanted) {
        layers = wanted;
        return this;
    }

    Images popularityWeight(float beta) {
        popularityWeight = beta;
        return this;
    }

    Images ids(IntFunction<String> of) {
        ids = of;
        return this;
    }

    IndexImage of(int n) {
        int d = shape.dims();
        Codebooks codebooks =
                new Codebooks(shape, gaussians(shape.coarse() * d, 0.4), gaussians(shape.centroids() * d, 0.2));
        Rotation rotation = rotated ? Rotation.of(orthogonal(), d) : Rotation.identity(d);
        Model model =
                new Model(shape, tower(), Tower.identity(d), rotation, codebooks, SCALE, popularityWeight, 5.5, 7);
        ItemsBuilder items = new ItemsBuilder(d, shape.subspaces());
        TokenRows.Builder tokens = new TokenRows.Builder();
        Quantizer quantizer = new Quantizer(codebooks, rotation, Kernels.best());
        for (int i = 0; i < n; i++) {
            float[] x = unit(gaussians(d, 1));
            int[] coarse = new int[1];
            byte[] code = new byte[shape.subspaces()];
            quantizer.encode(x, 1, coarse, code);
            float[] decoded = new float[d];
            quantizer.decode(coarse, code, 1, decoded);
            float logCount = i == 3 ? Float.NEGATIVE_INFINITY : (float) (5 * random.nextDouble());
            items.add(ids.apply(i), coarse[0], code, 0, (float) norm(decoded), logCount);
            tokens.add("hist=" + ids.apply(i), gaussians(d, 1));
            tokens.add("last=" + ids.apply(i), gaussians(d, 1));
        }
        return IndexImage.empty()
                .apply(new IndexDelta(
                        4,
                        IndexDelta.FULL,
                        1_500_000_000_000L,
                        model,
                        tokens.build(),
                        items.build(),
                        List.of(),
                        List.of()));
    }

    /** A unit query. */
    static float[] query(long seed, int dims) {
        return unit(new Images(seed, new Shape(dims, 1, 1, 1)).gaussians(dims, 1));
    }

    private Tower tower() {
        int d = shape.dims();
        return layers
                ? new Tower(
                        d,
                        List.of(
                                new DenseLayer(
                                        d, d + 3, gaussians(d * (d + 3), 0.5), gaussians(d + 3, 0.1), Activation.RELU),
                                new DenseLayer(
                                        d + 3, d, gaussians((d + 3) * d, 0.5), gaussians(d, 0.1), Activation.IDENTITY)))
                : Tower.identity(d);
    }

    /** Gaussian columns, made orthonormal one after the other, in double precision. */
    private float[] orthogonal() {
        int d = shape.dims();
        double[][] columns = new double[d][d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < d; i++) {
                columns[j][i] = random.nextGaussian();
            }
            for (int earlier = 0; earlier < j; earlier++) {
                double dot = 0;
                for (int i = 0; i < d; i++) {
                    dot += columns[j][i] * columns[earlier][i];
                }
                for (int i = 0; i < d; i++) {
                    columns[j][i] -= dot * columns[earlier][i];
                }
            }
            double norm = 0;
            for (double value : columns[j]) {
                norm += value * value;
            }
            for (int i = 0; i < d; i++) {
                columns[j][i] /= Math.sqrt(norm);
            }
        }
        float[] matrix = new float[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                matrix[i * d + j] = (float) columns[j][i];
            }
        }
        return matrix;
    }

    private float[] gaussians(int n, double deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static float[] unit(float[] x) {
        double norm = norm(x);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (x[i] / norm);
        }
        return x;
    }

    private static double norm(float[] x) {
        double squares = 0;
        for (float value : x) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
