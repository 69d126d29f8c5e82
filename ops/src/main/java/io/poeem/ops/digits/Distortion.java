package io.poeem.ops.digits;

import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.Quantizer;

/** How far the codes of a version are from its items' embeddings (n, d). */
final class Distortion {

    private Distortion() {}

    /** Root mean square of T(x) - x, per dimension. */
    static double rms(IndexImage image, float[] vectors) {
        Items items = image.items();
        int n = items.size();
        float[] decoded = new float[n * image.model().shape().dims()];
        quantizer(image).decode(items.coarse(), items.codes(), n, decoded);
        double squares = 0;
        for (int i = 0; i < decoded.length; i++) {
            double error = decoded[i] - vectors[i];
            squares += error * error;
        }
        return Math.sqrt(squares / Math.max(1, decoded.length));
    }

    /** How many items the version's own codebooks would encode otherwise: none where all were encoded for it. */
    static int staleCodes(IndexImage image, float[] vectors) {
        Items items = image.items();
        Shape shape = image.model().shape();
        int n = items.size();
        int[] coarse = new int[n];
        byte[] codes = new byte[n * shape.subspaces()];
        quantizer(image).encode(vectors, n, coarse, codes);
        int stale = 0;
        for (int i = 0; i < n; i++) {
            boolean same = coarse[i] == items.coarse(i);
            for (int m = i * shape.subspaces(); m < (i + 1) * shape.subspaces(); m++) {
                same &= codes[m] == items.codes()[m];
            }
            stale += same ? 0 : 1;
        }
        return stale;
    }

    private static Quantizer quantizer(IndexImage image) {
        return new Quantizer(image.model().codebooks(), image.model().rotation(), Kernels.best());
    }
}
