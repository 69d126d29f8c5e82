package io.poeem.ops.evaluate;

import io.poeem.ops.faiss.FaissException;
import io.poeem.ops.faiss.FaissTrainer;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.Quantizer;
import io.poeem.train.codebook.WarmStart;
import java.util.Arrays;
import java.util.List;

/**
 * An index built afterwards on the embeddings of a version: what a team does that trains first and indexes then, and what
 * joint training is compared with.
 *
 * <p>J, D, K, rotation, towers, token rows and popularity are the version's. Codebooks are learned anew by k-means (coarse,
 * then residuals), and every item is encoded with them. A function of its arguments, bit for bit.
 */
public final class RebuiltIndex {

    /** Points that k-means learns from, at most: for K 256 the 256 a centroid that Faiss takes. */
    static final int MOST_POINTS = 65_536;

    /** Points of a click-weighted sample. */
    static final int CLICKS = 16_384;

    private RebuiltIndex() {}

    /** k-means over the items, each once; over {@value #MOST_POINTS} spread evenly over them where there are more. */
    public static IndexImage plain(IndexImage image, long seed) {
        return rebuilt(image, spread(image.size()), seed);
    }

    /** k-means over items as often as they are clicked: {@value #CLICKS} points by decayed click count. */
    public static IndexImage clickWeighted(IndexImage image, long seed) {
        return rebuilt(image, WeightedSample.of(shares(image.items()), CLICKS), seed);
    }

    /**
     * As plain, from the same points, by Faiss.
     *
     * @throws FaissException where Faiss cannot learn from these, or fails
     */
    static IndexImage faiss(IndexImage image, FaissTrainer trainer, int seed) throws FaissException {
        int[] sample = spread(image.size());
        Shape shape = image.model().shape();
        float[] rotated = new float[sample.length * shape.dims()];
        image.model().rotation().apply(points(image, sample), sample.length, rotated);
        return encoded(image, trainer.train(rotated, sample.length, shape, seed));
    }

    /**
     * The items of an image encoded with other codebooks.
     *
     * @param image with vectors
     * @param codebooks of the image's shape, in the space that its rotation leads to
     */
    public static IndexImage encoded(IndexImage image, Codebooks codebooks) {
        Items items = image.items();
        Shape shape = image.model().shape();
        int n = items.size();
        int[] coarse = new int[n];
        byte[] codes = new byte[n * shape.subspaces()];
        float[] decoded = new float[n * shape.dims()];
        Quantizer quantizer = new Quantizer(codebooks, image.model().rotation(), Kernels.best());
        quantizer.encode(items.vectors(), n, coarse, codes);
        quantizer.decodeRotated(coarse, codes, n, decoded);
        ItemsBuilder builder = new ItemsBuilder(shape.dims(), shape.subspaces());
        for (int i = 0; i < n; i++) {
            float norm = norm(decoded, i * shape.dims(), shape.dims());
            builder.add(items.id(i), coarse[i], codes, i * shape.subspaces(), norm, items.logCount(i));
        }
        return image(image, image.model().withCodebooks(codebooks), builder.build());
    }

    private static IndexImage rebuilt(IndexImage image, int[] sample, long seed) {
        Model model = image.model();
        float[] points = points(image, sample);
        return encoded(image, WarmStart.run(points, sample.length, model.shape(), model.rotation(), seed));
    }

    private static int[] spread(int items) {
        double[] weights = new double[items];
        Arrays.fill(weights, 1);
        return WeightedSample.of(weights, Math.min(MOST_POINTS, items));
    }

    private static float[] points(IndexImage image, int[] sample) {
        int dims = image.model().shape().dims();
        float[] vectors = image.items().vectors();
        float[] points = new float[sample.length * dims];
        for (int i = 0; i < sample.length; i++) {
            System.arraycopy(vectors, sample[i] * dims, points, i * dims, dims);
        }
        return points;
    }

    /**
     * exp(L - the largest L): in proportion to the decayed counts, of which the largest may be beyond a double. All alike as
     * long as nothing was clicked.
     */
    private static double[] shares(Items items) {
        float most = Float.NEGATIVE_INFINITY;
        for (float logCount : items.logCounts()) {
            most = Math.max(most, logCount);
        }
        double[] shares = new double[items.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = most == Float.NEGATIVE_INFINITY ? 1 : StrictMath.exp((double) items.logCount(i) - most);
        }
        return shares;
    }

    private static IndexImage image(IndexImage of, Model model, Items items) {
        return IndexImage.empty()
                .apply(new IndexDelta(
                        of.version(),
                        IndexDelta.FULL,
                        of.trainedThrough(),
                        model,
                        of.tokens(),
                        items,
                        List.of(),
                        List.of()));
    }

    private static float norm(float[] values, int from, int dims) {
        double squares = 0;
        for (int j = from; j < from + dims; j++) {
            squares += (double) values[j] * values[j];
        }
        return (float) Math.sqrt(squares);
    }
}
