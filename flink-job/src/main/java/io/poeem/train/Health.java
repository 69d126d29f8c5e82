package io.poeem.train;

import io.poeem.state.model.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How learning went since the last version. The same examples give the same doubles.
 *
 * <ul>
 *   <li>{@code loss}: Σ w CE / Σ w over the trained examples;
 *   <li>{@code rms_distortion}: √mean (T(x) - x)² over the joint examples and their dimensions, by weight;
 *   <li>{@code coarse_used}, {@code coarse_perplexity}: how many lists got an example, and e^entropy of their shares;
 *   <li>{@code codes_used}, {@code code_perplexity}: the same of the PQ codes, mean over the subspaces.
 * </ul>
 *
 * A value without an example to stand on is left out.
 */
final class Health {

    private final Shape shape;
    private double loss;
    private double lossWeight;
    private double distortion;
    private double distortionWeight;
    private final int[] coarse;
    private final int[] codes;

    Health(Shape shape) {
        this.shape = shape;
        coarse = new int[shape.coarse()];
        codes = new int[shape.subspaces() * shape.centroids()];
    }

    /** Adds a trained batch. */
    void trained(double batchLoss, double weight) {
        loss += batchLoss;
        lossWeight += weight;
    }

    /** Adds what the index made of a batch of {@code n}. */
    void quantized(int n, double batchDistortion, double weight, int[] batchCoarse, byte[] batchCodes) {
        distortion += batchDistortion;
        distortionWeight += weight;
        int subspaces = shape.subspaces();
        for (int i = 0, at = 0; i < n; i++) {
            coarse[batchCoarse[i]]++;
            for (int m = 0, book = 0; m < subspaces; m++, book += shape.centroids()) {
                codes[book + (batchCodes[at++] & 0xff)]++;
            }
        }
    }

    /** All figures there are by now. */
    Map<String, Double> figures() {
        Map<String, Double> health = new TreeMap<>();
        if (lossWeight > 0) {
            health.put("loss", loss / lossWeight);
        }
        if (distortionWeight > 0) {
            health.put("rms_distortion", Math.sqrt(distortion / (distortionWeight * shape.dims())));
            health.put("coarse_used", (double) used(coarse, 0, coarse.length));
            health.put("coarse_perplexity", perplexity(coarse, 0, coarse.length));
            double used = 0;
            double perplexity = 0;
            for (int m = 0; m < shape.subspaces(); m++) {
                used += used(codes, m * shape.centroids(), shape.centroids());
                perplexity += perplexity(codes, m * shape.centroids(), shape.centroids());
            }
            health.put("codes_used", used / shape.subspaces());
            health.put("code_perplexity", perplexity / shape.subspaces());
        }
        return health;
    }

    /** Begins anew, with the next version. */
    void reset() {
        loss = 0;
        lossWeight = 0;
        distortion = 0;
        distortionWeight = 0;
        Arrays.fill(coarse, 0);
        Arrays.fill(codes, 0);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(loss);
        out.writeDouble(lossWeight);
        out.writeDouble(distortion);
        out.writeDouble(distortionWeight);
        for (int count : coarse) {
            out.writeInt(count);
        }
        for (int count : codes) {
            out.writeInt(count);
        }
    }

    void read(DataInput in) throws IOException {
        loss = in.readDouble();
        lossWeight = in.readDouble();
        distortion = in.readDouble();
        distortionWeight = in.readDouble();
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = in.readInt();
        }
        for (int i = 0; i < codes.length; i++) {
            codes[i] = in.readInt();
        }
    }

    private static int used(int[] counts, int from, int n) {
        int used = 0;
        for (int i = from; i < from + n; i++) {
            used += counts[i] > 0 ? 1 : 0;
        }
        return used;
    }

    /** e^H of the shares of the counts. */
    private static double perplexity(int[] counts, int from, int n) {
        long total = 0;
        for (int i = from; i < from + n; i++) {
            total += counts[i];
        }
        double entropy = 0;
        for (int i = from; i < from + n; i++) {
            if (counts[i] > 0) {
                double share = (double) counts[i] / total;
                entropy -= share * StrictMath.log(share);
            }
        }
        return total == 0 ? 0 : StrictMath.exp(entropy);
    }
}
