package io.poeem.searcher;

import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import java.util.BitSet;

/**
 * The items of an image in the order of their lists, so that a scan of a list reads memory in one go.
 *
 * <p>Position p stands for one item; list c holds positions {@code start(c)} to {@code start(c + 1)}, in the order of the
 * image. Built once per image by counting sort, immutable, and nothing in it depends on a query.
 */
final class InvertedLists {

    private final int subspaces;
    private final int[] starts; // (J + 1)
    private final int[] items; // (n): the image's item at a position
    private final int[] positions; // (n): its inverse
    private final byte[] codes; // (n, D)
    private final float[] inverseNorms; // (n): 1 / |T(x)|
    private final float[] biases; // (n): b

    private InvertedLists(int lists, int subspaces, int n) {
        this.subspaces = subspaces;
        this.starts = new int[lists + 1];
        this.items = new int[n];
        this.positions = new int[n];
        this.codes = new byte[n * subspaces];
        this.inverseNorms = new float[n];
        this.biases = new float[n];
    }

    /**
     * @throws IllegalArgumentException if an item's list, code, norm or popularity is out of bounds: such an image must
     *     not be served
     */
    static InvertedLists of(IndexImage image) {
        Model model = image.model();
        Shape shape = model.shape();
        Items source = image.items();
        int n = source.size();
        InvertedLists lists = new InvertedLists(shape.coarse(), shape.subspaces(), n);
        lists.count(source, n);
        int[] next = lists.starts.clone();
        Bias bias = Bias.of(model);
        for (int item = 0; item < n; item++) {
            lists.place(source, item, next[source.coarse(item)]++, shape, bias);
        }
        return lists;
    }

    private void count(Items source, int n) {
        int lists = lists();
        for (int item = 0; item < n; item++) {
            int list = source.coarse(item);
            if (list < 0 || list >= lists) {
                throw invalid(source, item, "list " + list, "must be 0 to " + (lists - 1));
            }
            starts[list + 1]++;
        }
        for (int list = 0; list < lists; list++) {
            starts[list + 1] += starts[list];
        }
    }

    private void place(Items source, int item, int position, Shape shape, Bias bias) {
        items[position] = item;
        positions[item] = position;
        System.arraycopy(source.codes(), item * subspaces, codes, position * subspaces, subspaces);
        for (int m = 0; m < subspaces; m++) {
            int code = code(position, m);
            if (code >= shape.centroids()) {
                throw invalid(source, item, "code " + code, "must be below " + shape.centroids());
            }
        }
        float norm = source.norm(item);
        if (!(norm >= 0) || norm == Float.POSITIVE_INFINITY) {
            throw invalid(source, item, "norm " + norm, "must be finite and not negative");
        }
        float b = bias.of(source.logCount(item));
        if (Float.isNaN(b) || b == Float.POSITIVE_INFINITY) {
            throw invalid(source, item, "popularity " + b, "must be a number below infinity");
        }
        inverseNorms[position] = norm == 0 ? 0 : 1 / norm;
        biases[position] = b;
    }

    /** n */
    int size() {
        return items.length;
    }

    int lists() {
        return starts.length - 1;
    }

    int start(int list) {
        return starts[list];
    }

    /** The first position behind the list. */
    int end(int list) {
        return starts[list + 1];
    }

    /**
     * The largest b of each list, (J), over the items that are not among the given ones; -infinity for a list without others.
     *
     * @param left the image's items to leave out
     * @param count how many of them
     */
    float[] largestBiasWithout(int[] left, int count) {
        BitSet out = new BitSet(items.length);
        for (int i = 0; i < count; i++) {
            out.set(positions[left[i]]);
        }
        float[] largest = new float[lists()];
        for (int list = 0; list < largest.length; list++) {
            largest[list] = Float.NEGATIVE_INFINITY;
            for (int p = out.nextClearBit(start(list)); p < end(list); p = out.nextClearBit(p + 1)) {
                largest[list] = Math.max(largest[list], biases[p]);
            }
        }
        return largest;
    }

    int item(int position) {
        return items[position];
    }

    int position(int item) {
        return positions[item];
    }

    /** (n, D) in the order of positions; shared: not to be written to. */
    byte[] codes() {
        return codes;
    }

    private int code(int position, int subspace) {
        return codes[position * subspaces + subspace] & 0xff;
    }

    /** 1 / |T(x)|; 0 for a vector of zeros, whose cosine to everything is 0. */
    float inverseNorm(int position) {
        return inverseNorms[position];
    }

    float bias(int position) {
        return biases[position];
    }

    private static IllegalArgumentException invalid(Items source, int item, String what, String must) {
        return new IllegalArgumentException("item '" + source.id(item) + "' has " + what + ", which " + must);
    }
}
