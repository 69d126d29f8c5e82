package io.poeem.ops.digits;

import io.poeem.state.image.IndexImage;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Rotation;
import io.poeem.state.quantize.Quantizer;
import io.poeem.state.scan.TopK;
import java.util.Arrays;

/**
 * Search over a version as the method's authors do it: a user's row as it is, neither normalised nor scaled. With one list
 * that list and its items are the nearest by L2; with all lists, and by float embeddings, the largest inner product counts.
 *
 * <p>For an identity tower: the row is the query. Thread-safe.
 */
final class AuthorsSearch {

    private final int dims;
    private final int lists;
    private final int[] items; // the numbers of the image's items
    private final int[] coarse;
    private final float[][] queries; // by user, null: never seen
    private final float[][] rotated; // the same, times R
    private final float[] vectors;
    private final float[] decoded; // T(x) R
    private final float[] halves; // ½‖T(x)‖²
    private final float[] centroids;
    private final float[] centroidHalves;
    private final Kernels kernels = Kernels.best();

    /** @param vectors (n, d), the embeddings of the image's items */
    AuthorsSearch(IndexImage image, float[] vectors) {
        this.dims = image.model().shape().dims();
        this.lists = image.model().shape().coarse();
        int n = image.size();
        this.items = new int[n];
        Arrays.setAll(items, i -> Integer.parseInt(image.items().id(i)));
        this.coarse = image.items().coarse();
        this.queries = new float[DigitsTask.NUMBERS][];
        Arrays.setAll(queries, user -> image.tokens().row("user=" + user));
        this.rotated = rotated(queries, image.model().rotation(), dims);
        this.vectors = vectors;
        this.decoded = new float[n * dims];
        new Quantizer(image.model().codebooks(), image.model().rotation(), kernels)
                .decodeRotated(coarse, image.items().codes(), n, decoded);
        this.halves = new float[n];
        kernels.halfNorms(decoded, 0, n, dims, halves, 0);
        this.centroids = image.model().codebooks().coarse();
        this.centroidHalves = new float[lists];
        kernels.halfNorms(centroids, 0, lists, dims, centroidHalves, 0);
    }

    /** Every item by its float embedding. */
    int[] exact(int user) {
        return best(queries[user], vectors, null, -1);
    }

    /** The nearest list, and in it the nearest decoded items. */
    int[] oneList(int user) {
        float[] q = rotated[user];
        return q == null ? new int[0] : best(q, decoded, halves, nearestList(q));
    }

    /** All lists: the largest inner products with decoded items. */
    int[] allLists(int user) {
        return best(rotated[user], decoded, null, -1);
    }

    private int nearestList(float[] q) {
        int nearest = 0;
        float best = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < lists; j++) {
            float score = kernels.dot(q, 0, centroids, j * dims, dims) - centroidHalves[j];
            if (score > best) {
                best = score;
                nearest = j;
            }
        }
        return nearest;
    }

    /**
     * @param minus subtracted from the product, or null
     * @param list to be in, or -1
     */
    private int[] best(float[] q, float[] rows, float[] minus, int list) {
        if (q == null) {
            return new int[0];
        }
        TopK best = new TopK(Precision.TOP);
        for (int i = 0; i < items.length; i++) {
            if (list < 0 || coarse[i] == list) {
                float product = kernels.dot(q, 0, rows, i * dims, dims);
                best.offer(minus == null ? product : product - minus[i], items[i]);
            }
        }
        return best.drain();
    }

    private static float[][] rotated(float[][] queries, Rotation rotation, int dims) {
        float[][] rotated = new float[queries.length][];
        Arrays.setAll(rotated, user -> queries[user] == null ? null : rotated(queries[user], rotation, dims));
        return rotated;
    }

    private static float[] rotated(float[] query, Rotation rotation, int dims) {
        float[] out = new float[dims];
        rotation.apply(query, 1, out);
        return out;
    }
}
