package io.poeem.train;

import io.poeem.state.model.Shape;
import io.poeem.train.health.CodeCounts;
import io.poeem.train.health.Lengths;
import io.poeem.train.step.JointStep;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * How learning went since the last version, click by click; docs/health.md names every figure. The same examples give the
 * same doubles, and a value without an example to stand on is left out.
 *
 * <p>Its bytes, big-endian: loss, its weight, distortion, its weight (8 each); lengths of queries and items (32 each); codes'
 * counts.
 */
final class Health {

    private final Shape shape;
    private double loss;
    private double lossWeight;
    private double distortion;
    private double distortionWeight;
    private final Lengths queries = new Lengths();
    private final Lengths items = new Lengths();
    private final CodeCounts codes;

    Health(Shape shape) {
        this.shape = shape;
        codes = new CodeCounts(shape);
    }

    /** Adds a trained batch of n, as the step left it. */
    void trained(double batchLoss, double weight, JointStep step, int n) {
        loss += batchLoss;
        lossWeight += weight;
        for (int i = 0; i < n; i++) {
            queries.add(step.queryLength(i));
            items.add(step.itemLength(i));
        }
    }

    /** Adds what the index made of a batch of {@code n}. */
    void quantized(int n, double batchDistortion, double weight, int[] batchCoarse, byte[] batchCodes) {
        distortion += batchDistortion;
        distortionWeight += weight;
        for (int i = 0; i < n; i++) {
            codes.add(batchCoarse[i], batchCodes, i * shape.subspaces());
        }
    }

    void addTo(Map<String, Double> health) {
        if (lossWeight > 0) {
            health.put("loss", loss / lossWeight);
            queries.addTo(health, "query_norm");
            items.addTo(health, "item_norm");
        }
        if (distortionWeight > 0) {
            health.put("rms_distortion", Math.sqrt(distortion / (distortionWeight * shape.dims())));
            codes.addTo(health, "");
        }
    }

    /** Begins anew, with the next version. */
    void reset() {
        loss = 0;
        lossWeight = 0;
        distortion = 0;
        distortionWeight = 0;
        queries.clear();
        items.clear();
        codes.clear();
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(loss);
        out.writeDouble(lossWeight);
        out.writeDouble(distortion);
        out.writeDouble(distortionWeight);
        queries.write(out);
        items.write(out);
        codes.write(out);
    }

    void read(DataInput in) throws IOException {
        loss = in.readDouble();
        lossWeight = in.readDouble();
        distortion = in.readDouble();
        distortionWeight = in.readDouble();
        queries.read(in);
        items.read(in);
        codes.read(in);
    }
}
