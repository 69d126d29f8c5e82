package io.poeem.train.merge;

import java.util.Arrays;

/**
 * What becomes of the rows that several shards have of the same thing: Σ n_s x_s / Σ n_s, or Σ x_s, summed in double and in
 * the shards' order.
 *
 * <p>A row that holds a number which is not finite counts nothing; where all do, the lowest shard's goes on as it is, so that
 * all replicas have the same and the quality gate sees it.
 */
final class RowMean {

    private final Table.Rule rule;
    private final float[] row;
    private final double[] sums;
    private long examples;
    private long time;
    private byte flags;
    private boolean any;

    RowMean(Table.Rule rule, int width) {
        this.rule = rule;
        row = new float[width];
        sums = new double[width];
    }

    void clear() {
        Arrays.fill(sums, 0);
        examples = 0;
        time = Long.MIN_VALUE;
        flags = 0;
        any = false;
    }

    void add(Payload.Rows rows) {
        time = Math.max(time, rows.time());
        flags |= rows.flags();
        rows.get(0, row, 0, row.length);
        if (!isFinite()) {
            return;
        }
        any = true;
        double weight = rule == Table.Rule.SUM ? 1 : rows.count();
        examples += rows.count();
        for (int i = 0; i < row.length; i++) {
            sums[i] += weight * row[i];
        }
    }

    private boolean isFinite() {
        float none = 0;
        for (float value : row) {
            none += value * 0f; // NaN once a value is not finite
        }
        return none == 0;
    }

    /** Whether any row counted. */
    boolean isAny() {
        return any;
    }

    int examples() {
        return (int) Math.min(examples, Integer.MAX_VALUE);
    }

    long time() {
        return time;
    }

    byte flags() {
        return flags;
    }

    float[] result() {
        double total = rule == Table.Rule.SUM ? 1 : examples;
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (sums[i] / total);
        }
        return row;
    }
}
