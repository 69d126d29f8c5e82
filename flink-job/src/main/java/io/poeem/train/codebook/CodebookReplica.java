package io.poeem.train.codebook;

import io.poeem.state.model.Shape;
import io.poeem.train.merge.MalformedPayload;
import io.poeem.train.merge.Payload;
import io.poeem.train.merge.PayloadWriter;
import io.poeem.train.merge.Table;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Codebooks of which every shard has a replica: what this one learned since the last merge, and what it takes over of all.
 *
 * <p>A centroid becomes the mean of the shards' on which examples fell, each weighing as many as did; a revived one is the
 * lowest shard's. One that was used or revived anywhere counts as used in all.
 */
public final class CodebookReplica {

    private final CodebookLearner learner;
    private final Shape shape;
    private final CentroidUses uses;
    private final boolean[] usedAnywhere;
    private final float[] row;

    /** A replica that learned nothing yet. */
    public CodebookReplica(CodebookLearner learner) {
        this.learner = learner;
        shape = learner.codebooks().shape();
        uses = new CentroidUses(shape);
        usedAnywhere = new boolean[shape.coarse() + shape.subspaces() * shape.centroids()];
        row = new float[2 * shape.dims()];
        learner.onRevival((coarse, centroid) -> uses.revived(coarse ? centroid : shape.coarse() + centroid));
    }

    /** Examples fell on centroids: n coarse codes and (n, D) codes. */
    public void used(int n, int[] c, byte[] k) {
        uses.add(n, c, k);
    }

    /** Writes the centroids that something fell on. */
    public void contribute(PayloadWriter out) {
        float[] memory = learner.coarseMemory();
        write(out, Table.COARSE, 0, shape.coarse(), learner.codebooks().coarse(), memory);
        int all = shape.subspaces() * shape.centroids();
        memory = learner.subspaceMemory();
        write(out, Table.SUBSPACES, shape.coarse(), all, learner.codebooks().subspaces(), memory);
    }

    /** Writes the balance, if there is one; {@code examples} fell on centroids since the last merge. */
    public void contributeBalance(int examples, PayloadWriter out) {
        if (learner.balanced() != null) {
            float[] counts = new float[shape.coarse()];
            for (int j = 0; j < counts.length; j++) {
                counts[j] = (float) learner.balanced().counts()[j];
            }
            out.segments(Table.BALANCE, counts, examples);
        }
    }

    private void write(PayloadWriter out, Table table, int first, int n, float[] centroids, float[] memory) {
        int dims = centroids.length / n;
        out.table(table, 2 * dims);
        for (int i = 0; i < n; i++) {
            if (uses.count(first + i) > 0) {
                byte flags = uses.isRevived(first + i) ? PayloadWriter.WINS : 0;
                out.row(i, new byte[0], 0, 0, uses.count(first + i), Long.MIN_VALUE, flags);
                out.put(centroids, i * dims, dims);
                out.put(memory, i * dims, dims);
            }
        }
    }

    /** Whether a merged payload fits these codebooks. */
    public void check(Payload payload) {
        check(payload, Table.COARSE, 2 * shape.dims(), shape.coarse());
        check(payload, Table.SUBSPACES, 2 * shape.subDims(), shape.subspaces() * shape.centroids());
        int segments = (shape.coarse() + Table.SEGMENT - 1) / Table.SEGMENT;
        check(payload, Table.BALANCE, Table.SEGMENT, learner.balanced() == null ? 0 : segments);
    }

    private static void check(Payload payload, Table table, int width, int rows) {
        MalformedPayload.checkRows(payload, table, width, rows);
    }

    /** Takes over what a merged payload has of the codebooks. */
    public void take(Payload payload) {
        payload.rows(Table.COARSE)
                .ifPresent(rows -> take(rows, 0, learner.codebooks().coarse(), learner.coarseMemory()));
        payload.rows(Table.SUBSPACES)
                .ifPresent(
                        rows -> take(rows, shape.coarse(), learner.codebooks().subspaces(), learner.subspaceMemory()));
        payload.rows(Table.BALANCE).ifPresent(this::takeBalance);
    }

    private void take(Payload.Rows rows, int first, float[] centroids, float[] memory) {
        int dims = rows.width() / 2;
        while (rows.next()) {
            int centroid = (int) rows.number();
            rows.get(0, centroids, centroid * dims, dims);
            rows.get(dims, memory, centroid * dims, dims);
            usedAnywhere[first + centroid] = true;
        }
    }

    private void takeBalance(Payload.Rows rows) {
        double[] counts = learner.balanced().counts().clone();
        float[] segment = new float[Table.SEGMENT];
        while (rows.next()) {
            rows.get(0, segment, 0, segment.length);
            int from = (int) rows.number() * Table.SEGMENT;
            for (int j = 0; j < segment.length && from + j < counts.length; j++) {
                counts[from + j] = segment[j];
            }
        }
        learner.balanced().restore(counts);
    }

    /**
     * Ends a merge.
     *
     * @param own examples of this shard since the last merge
     * @param all of all shards
     */
    public void merged(long own, long all) {
        learner.merged(own, all, usedAnywhere);
        Arrays.fill(usedAnywhere, false);
        uses.clear();
    }

    /** Writes what this shard alone knows. */
    public void write(DataOutput out) throws IOException {
        uses.write(out);
    }

    /** Takes up what {@link #write} wrote. */
    public void read(DataInput in) throws IOException {
        uses.read(in);
    }
}
