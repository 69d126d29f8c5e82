package io.poeem.train;

import io.poeem.state.model.Shape;
import io.poeem.train.codebook.CodebookLearner;
import io.poeem.train.codebook.CodebookReplica;
import io.poeem.train.merge.MalformedPayload;
import io.poeem.train.merge.Payload;
import io.poeem.train.merge.PayloadWriter;
import io.poeem.train.merge.Table;
import io.poeem.train.step.JointStep;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What one of many shards knows of the index that the others do not know yet: embeddings for the warm start, then which
 * centroids moved, and ∂L/∂R. The next merge takes all of it.
 *
 * <p>Its bytes, big-endian: the embeddings as {@link Sample} writes them; ∂L/∂R (d·d doubles) and its weight (8), where R
 * learns; and in the joint phase the uses of the centroids as {@link CodebookReplica} writes them.
 */
final class IndexRound {

    private final Shape shape;
    private final Sample sample;
    /** (d, d); empty where R does not learn. */
    private final double[] gradient;

    private double weight;
    /** Null before the joint phase. */
    private CodebookReplica codebooks;

    IndexRound(LearnerOptions options, Shape shape) {
        this.shape = shape;
        sample = new Sample(options.schedule().sample(), shape.dims());
        gradient = new double[options.rotation().learns() ? shape.dims() * shape.dims() : 0];
    }

    /** The joint phase has begun. */
    void begin(CodebookLearner learner) {
        codebooks = new CodebookReplica(learner);
    }

    /** Keeps embeddings, (n, d); more than a warm start takes are not needed. */
    void collect(float[] x, int n) {
        sample.add(x, n);
    }

    /** Takes note of a batch of n that the codebooks have followed. */
    void learned(JointStep step, int n, double batchWeight) {
        codebooks.used(n, step.coarse(), step.codes());
        if (gradient.length > 0) {
            float[] batch = step.distortionGradients().rotation();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += batch[i];
            }
            weight += batchWeight;
        }
    }

    /** Writes the first of its tables: the centroids that something fell on since the last merge. */
    void contributeCentroids(PayloadWriter out) {
        if (codebooks != null) {
            codebooks.contribute(out);
        }
    }

    /**
     * Writes its other tables.
     *
     * @param examples since the last merge
     */
    void contribute(int examples, int shard, PayloadWriter out) {
        if (codebooks != null && examples > 0) {
            codebooks.contributeBalance(examples, out);
            if (gradient.length > 0) {
                contributeGradient(examples, out);
            }
        }
        contributeSample(shard, out);
    }

    private void contributeGradient(int examples, PayloadWriter out) {
        int dims = shape.dims();
        out.table(Table.ROTATION, dims);
        for (int row = 0; row < dims; row++) {
            out.row(row, examples);
            for (int i = row * dims; i < (row + 1) * dims; i++) {
                out.put((float) gradient[i]);
            }
        }
        out.row(dims, examples);
        out.put((float) weight);
        for (int i = 1; i < dims; i++) {
            out.put(0f);
        }
    }

    private void contributeSample(int shard, PayloadWriter out) {
        int dims = shape.dims();
        if (sample.size() > 0) {
            out.table(Table.SAMPLE, dims);
        }
        for (int i = 0; i < sample.size(); i++) {
            out.row(Table.of(shard, i), 1);
            out.put(sample.rows(), i * dims, dims);
        }
    }

    /** Whether a merged payload fits. */
    void check(Payload payload) {
        MalformedPayload.checkRows(payload, Table.SAMPLE, shape.dims(), Long.MAX_VALUE);
        boolean turns = codebooks != null && gradient.length > 0;
        MalformedPayload.checkRows(payload, Table.ROTATION, shape.dims(), turns ? shape.dims() + 1 : 0);
        if (codebooks != null) {
            codebooks.check(payload);
        } else {
            MalformedPayload.checkRows(payload, Table.COARSE, 2 * shape.dims(), 0);
            MalformedPayload.checkRows(payload, Table.SUBSPACES, 2 * shape.subDims(), 0);
            MalformedPayload.checkRows(payload, Table.BALANCE, Table.SEGMENT, 0);
        }
    }

    /** Takes over what a merged payload has of the codebooks. */
    void take(Payload payload) {
        if (codebooks != null) {
            codebooks.take(payload);
        }
    }

    /**
     * Ends a merge.
     *
     * @param own examples of this shard since the last one
     * @param all of all shards
     */
    void merged(long own, long all) {
        sample.clear();
        Arrays.fill(gradient, 0);
        weight = 0;
        if (codebooks != null) {
            codebooks.merged(own, all);
        }
    }

    void write(DataOutputStream out) throws IOException {
        sample.write(out);
        for (double value : gradient) {
            out.writeDouble(value);
        }
        out.writeDouble(weight);
        if (codebooks != null) {
            codebooks.write(out);
        }
    }

    /** Takes up what {@link #write} wrote; the index was read before. */
    void read(DataInputStream in) throws IOException {
        sample.read(in);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = in.readDouble();
        }
        weight = in.readDouble();
        if (codebooks != null) {
            codebooks.read(in);
        }
    }
}
